import { type ComplianceRule, type FrozenArea, freezeArea, liftFreeze } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Snowflake } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { ReasonDialog } from './reason-dialog.tsx';

/** Areas in which nobody is called for now, such as a state with a declared emergency. */
export function FrozenAreas(props: { frozen: readonly FrozenArea[]; rules: readonly ComplianceRule[] }) {
  const { frozen, rules } = props;
  const isAdmin = useMay('admin');
  const [isFreezing, setFreezing] = useState(false);
  return (
    <section aria-labelledby="frozen" className="card grid gap-3 p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="grid gap-0.5">
          <h2 id="frozen" className="text-base leading-6 font-semibold">
            Frozen areas
          </h2>
          <p className="text-[13px] text-muted">
            {frozen.length === 0
              ? 'None. Freeze an area when an emergency is declared there: nobody but for personal calls is dialled.'
              : 'Nobody is called there, but for personal calls.'}
          </p>
        </div>
        {isAdmin ? (
          <Button onClick={() => setFreezing(true)}>
            <Snowflake size={16} aria-hidden /> Freeze an area
          </Button>
        ) : null}
      </div>
      {frozen.length > 0 ? (
        <ul aria-label="Frozen areas" className="divide-y border-t">
          {frozen.map((area) => (
            <FrozenItem key={area.jurisdiction} area={area} mayLift={isAdmin} />
          ))}
        </ul>
      ) : null}
      {isFreezing ? <FreezeDialog rules={rules} onClose={() => setFreezing(false)} /> : null}
    </section>
  );
}

function FrozenItem({ area, mayLift }: { area: FrozenArea; mayLift: boolean }) {
  const client = useQueryClient();
  const [isLifting, setLifting] = useState(false);
  const params = { jurisdiction: area.jurisdiction };
  const lift = useMutation({
    mutationFn: (reason: string) => api(liftFreeze, { params, query: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['compliance'] });
      sayDone(`${area.jurisdiction_name} is open again.`);
      setLifting(false);
    },
  });
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
      <p>
        <span className="font-medium">{area.jurisdiction_name}</span>{' '}
        {area.until ? (
          <>
            until <AbsoluteTime at={area.until} />
          </>
        ) : (
          'until it is lifted'
        )}
        <span className="block text-[13px] text-muted">
          {area.reason} ({area.by})
        </span>
      </p>
      {mayLift ? (
        <Button
          size="small"
          onClick={() => setLifting(true)}
          aria-label={`Lift the freeze of ${area.jurisdiction_name}`}
        >
          Lift
        </Button>
      ) : null}
      {isLifting ? (
        <ReasonDialog
          title={`Lift the freeze of ${area.jurisdiction_name}?`}
          description="Calls go there again at once, as the other rules let."
          action="Lift the freeze"
          isPending={lift.isPending}
          error={lift.error}
          onGive={(reason) => lift.mutate(reason)}
          onClose={() => setLifting(false)}
        />
      ) : null}
    </li>
  );
}

function FreezeDialog({ rules, onClose }: { rules: readonly ComplianceRule[]; onClose: () => void }) {
  const client = useQueryClient();
  const places = placesOf(rules);
  const [jurisdiction, setJurisdiction] = useState(places[0]?.[0] ?? '');
  const [until, setUntil] = useState('');
  const freeze = useMutation({
    mutationFn: (reason: string) => {
      const end = until === '' ? null : new Date(`${until}T23:59:59Z`).toISOString();
      return api(freezeArea, { params: { jurisdiction }, body: { until: end, reason } });
    },
    onSuccess: async ({ jurisdiction_name }) => {
      await client.invalidateQueries({ queryKey: ['compliance'] });
      sayDone(`${jurisdiction_name} is frozen.`);
      onClose();
    },
  });
  return (
    <ReasonDialog
      title="Freeze an area"
      description="It holds from now on for every call that may go there, campaigns under way too."
      action="Freeze"
      isDangerous
      isPending={freeze.isPending}
      error={freeze.error}
      onGive={(reason) => freeze.mutate(reason)}
      onClose={onClose}
    >
      <SelectField label="Area" value={jurisdiction} onChange={(event) => setJurisdiction(event.target.value)}>
        {places.map(([code, name]) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Last day"
        type="date"
        hint="It ends with this day in UTC. Empty: until somebody lifts it."
        value={until}
        onChange={(event) => setUntil(event.target.value)}
      />
    </ReasonDialog>
  );
}

function placesOf(rules: readonly ComplianceRule[]): [string, string][] {
  const named = rules.filter(({ jurisdiction }) => /^[A-Z]{2}(-|$)/.test(jurisdiction) && jurisdiction !== 'EU');
  const places = new Map(named.map(({ jurisdiction, jurisdiction_name }) => [jurisdiction, jurisdiction_name]));
  return [...places].toSorted(([, one], [, other]) => one.localeCompare(other));
}
