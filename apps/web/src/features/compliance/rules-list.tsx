import { type ComplianceRule, resetRule } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { RuleDialog } from './rule-dialog.tsx';
import { byPlace, capInWords, consentWords, hoursInWords, purposeWords, voiceWords } from './rule-words.ts';

/** All rules by place; an admin changes them for this workspace. */
export function RulesList({ rules }: { rules: readonly ComplianceRule[] }) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = rules.filter(({ id, jurisdiction_name, citation }) =>
    `${id} ${jurisdiction_name} ${citation}`.toLowerCase().includes(wanted),
  );
  const overdue = rules.filter(({ is_overdue }) => is_overdue).length;
  useScrollToRule();
  return (
    <section aria-labelledby="rules" className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div>
          <h2 id="rules" className="text-base leading-6 font-semibold">
            Rules
          </h2>
          <p className="text-[13px] text-muted">
            {rules.length} rules{overdue > 0 ? `, ${overdue} of them to be reviewed` : ''}
          </p>
        </div>
        <search aria-label="Rules" className="w-full sm:w-72">
          <TextField
            type="search"
            label="Find a place or a law"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </search>
      </div>
      {found.length === 0 ? <EmptyState title="No rule matches">Another word may find one.</EmptyState> : null}
      {byPlace(found).map(({ place, name, rules: some }) => (
        <section key={place} aria-label={name} className="card">
          <h3 className="border-b px-4 py-2 font-semibold">
            {name} <span className="font-normal text-muted">{place === '*' ? '' : place}</span>
          </h3>
          <ul aria-label={`Rules of ${name}`} className="divide-y">
            {some.map((rule) => (
              <RuleItem key={rule.id} rule={rule} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** A reason that names a rule leads to it; the rules come after the page. */
function useScrollToRule() {
  const { hash } = useLocation();
  useEffect(() => {
    if (hash) document.getElementById(hash)?.scrollIntoView({ block: 'center' });
  }, [hash]);
}

function RuleItem({ rule }: { rule: ComplianceRule }) {
  const hash = useLocation({ select: (location) => location.hash });
  const isMeant = hash === `rule-${rule.id}`;
  return (
    <li
      id={`rule-${rule.id}`}
      className={`grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] ${isMeant ? 'bg-selected' : ''}`}
    >
      <div className="grid content-start gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          {rule.id} <span className="font-normal text-muted tabular">version {rule.version}</span>
          {rule.is_own ? <Badge tone="info">Changed here</Badge> : null}
          {rule.is_overdue ? <Badge tone="warn">Review was due {rule.review_by}</Badge> : null}
        </p>
        <p className="text-[13px] text-muted">
          {rule.purposes.map((each) => purposeWords[each]).join(', ')} ·{' '}
          {rule.voices.map((each) => voiceWords[each]).join(', ')}
        </p>
        <ul className="tabular">
          {[...hoursInWords(rule.hours), ...rule.caps.map(capInWords), consentWords[rule.consent]].map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </div>
      <RuleSource rule={rule} />
      <RuleActs rule={rule} />
    </li>
  );
}

function RuleSource({ rule }: { rule: ComplianceRule }) {
  return (
    <div className="grid content-start gap-1 text-[13px] text-muted">
      <p className="break-words text-fg">{rule.citation}</p>
      <p>
        Confidence: {rule.confidence}
        {rule.effective_from ? ` · since ${rule.effective_from}` : ''}
        {rule.is_overdue ? '' : ` · review by ${rule.review_by}`}
        {rule.holiday_calendar ? ` · holidays of ${rule.holiday_calendar}` : ''}
      </p>
      {rule.notes ? <p className="break-words">{rule.notes}</p> : null}
      {rule.changed ? (
        <p>
          {rule.is_own ? 'Changed' : 'Set back'} by {rule.changed.by}, <RelativeTime at={rule.changed.at} />:{' '}
          {rule.changed.reason}
        </p>
      ) : null}
    </div>
  );
}

function RuleActs({ rule }: { rule: ComplianceRule }) {
  const isAdmin = useMay('admin');
  const client = useQueryClient();
  const [open, setOpen] = useState<'change' | 'reset'>();
  const reset = useMutation({
    mutationFn: (reason: string) => api(resetRule, { params: { rule_id: rule.id }, query: { reason } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['compliance'] });
      sayDone(`${rule.id} is as it came again.`);
      setOpen(undefined);
    },
  });
  if (!isAdmin) return null;
  return (
    <div className="flex flex-wrap items-start gap-2 md:justify-end">
      <Button size="small" onClick={() => setOpen('change')} aria-label={`Change ${rule.id}`}>
        Change
      </Button>
      {rule.is_own ? (
        <Button size="small" onClick={() => setOpen('reset')} aria-label={`Set back ${rule.id}`}>
          Set back
        </Button>
      ) : null}
      {open === 'change' ? <RuleDialog rule={rule} onClose={() => setOpen(undefined)} /> : null}
      {open === 'reset' ? (
        <ReasonDialog
          title={`Set ${rule.id} back?`}
          description="It holds as it came again from now on. What was decided stays as it was."
          action="Set back"
          isPending={reset.isPending}
          error={reset.error}
          onGive={(reason) => reset.mutate(reason)}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
    </div>
  );
}
