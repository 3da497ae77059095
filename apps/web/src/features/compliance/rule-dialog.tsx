import { type ComplianceRule, changeRule, type RuleHours } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { CapFields } from './cap-fields.tsx';
import { ReasonDialog } from './reason-dialog.tsx';
import { type DraftDay, draftDayNames, draftDays, draftOf, hoursOfDraft, type RuleDraft } from './rule-draft.ts';
import { consentWords } from './rule-words.ts';

const wrongHours = 'Write hours such as 09:00-13:00, 14:00-20:00; nothing: nobody is called.';

/** A rule as it shall hold in this workspace: a new version, the earlier ones are kept. */
export function RuleDialog({ rule, onClose }: { rule: ComplianceRule; onClose: () => void }) {
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(rule));
  const [wrong, setWrong] = useState<readonly DraftDay[]>([]);
  const change = (some: Partial<RuleDraft>) => setDraft((before) => ({ ...before, ...some }));
  const save = useMutation({
    mutationFn: ({ reason, hours }: { reason: string; hours: RuleHours | null }) => {
      const { caps, consent, notes, reviewBy: review_by } = draft;
      const body = { hours, caps, consent, notes, review_by, base_version: rule.version, reason };
      return api(changeRule, { params: { rule_id: rule.id }, body });
    },
    onSuccess: async ({ version }) => {
      await client.invalidateQueries({ queryKey: ['compliance'] });
      sayDone(`${rule.id} holds as version ${version} from now on.`);
      onClose();
    },
  });
  const give = (reason: string) => {
    const read = hoursOfDraft(draft, rule.hours);
    setWrong('wrong' in read ? read.wrong : []);
    if ('hours' in read) save.mutate({ reason, hours: read.hours });
  };
  return (
    <ReasonDialog
      title={`Change ${rule.id}`}
      description={`${rule.jurisdiction_name}: ${rule.citation}. It holds for every call that is weighed from now on.`}
      action="Save rule"
      isPending={save.isPending}
      error={save.error}
      onGive={give}
      onClose={onClose}
    >
      <Switch label="It has calling hours" checked={draft.hasHours} onChange={(hasHours) => change({ hasHours })} />
      {draft.hasHours ? <HoursFields draft={draft} wrong={wrong} onChange={change} /> : null}
      <CapFields caps={draft.caps} onChange={(caps) => change({ caps })} />
      <SelectField
        label="Consent"
        value={draft.consent}
        // The options are these three and no other.
        onChange={(event) => change({ consent: event.target.value as RuleDraft['consent'] })}
      >
        {Object.entries(consentWords).map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </SelectField>
      <TextField
        label="Review by"
        type="date"
        required
        value={draft.reviewBy}
        onChange={(event) => change({ reviewBy: event.target.value })}
      />
      <TextArea
        label="Notes"
        maxLength={2000}
        value={draft.notes}
        onChange={(event) => change({ notes: event.target.value })}
      />
    </ReasonDialog>
  );
}

function HoursFields(props: {
  draft: RuleDraft;
  wrong: readonly DraftDay[];
  onChange: (some: Partial<RuleDraft>) => void;
}) {
  const { draft, wrong, onChange } = props;
  const shown: DraftDay[] = [...draftDays, ...(draft.holidaysAsDay ? [] : (['holiday'] as const))];
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-[13px] font-medium">Hours, on the clock of whoever is called</legend>
      <p className="text-xs text-muted">{wrongHours}</p>
      <div className="grid items-start gap-2 sm:grid-cols-2">
        {shown.map((day) => (
          <TextField
            key={day}
            label={draftDayNames[day]}
            value={draft.days[day]}
            error={wrong.includes(day) ? wrongHours : undefined}
            onChange={(event) => onChange({ days: { ...draft.days, [day]: event.target.value } })}
          />
        ))}
      </div>
      <Switch
        label="Holidays are like other days"
        checked={draft.holidaysAsDay}
        onChange={(holidaysAsDay) => onChange({ holidaysAsDay })}
      />
    </fieldset>
  );
}
