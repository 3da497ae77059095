import type { CampaignSettings } from '@offhook/contract';
import { SelectField } from '../../ui/field.tsx';
import { FigureField } from './figure-field.tsx';
import { delayInWords, retryDelays } from './retry-words.ts';
import type { CampaignEditing } from './use-campaign-editing.ts';

type Retries = CampaignSettings['retry_minutes'];

const rows: readonly [keyof Retries, string][] = [
  ['no-answer', 'No answer'],
  ['busy', 'Busy'],
  ['failed', 'Failed'],
  ['machine', 'A machine answered'],
  ['abandoned', 'Answered, and nobody was free'],
];

/** How often, and how long after each outcome, somebody is called again. */
export function ScheduleRetries({ editing }: { editing: CampaignEditing }) {
  const { retry_minutes: retries } = editing.draft.choices;
  return (
    <section aria-labelledby="retries" className="card grid gap-3 p-4">
      <h3 id="retries" className="font-semibold">
        Calling again
      </h3>
      <FigureField
        editing={editing}
        figure="max_attempts"
        label="Attempts at each person"
        hint="The first call and those after it. The law may allow fewer."
      />
      <div className="grid items-start gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {rows.map(([outcome, label]) => (
          <SelectField
            key={outcome}
            label={label}
            value={retries[outcome] ?? ''}
            onChange={(event) => {
              const { value } = event.target;
              editing.choose({ retry_minutes: { ...retries, [outcome]: value === '' ? null : Number(value) } });
            }}
          >
            <option value="">Not again</option>
            {retryDelays(retries[outcome]).map((minutes) => (
              <option key={minutes} value={minutes}>
                After {delayInWords(minutes)}
              </option>
            ))}
          </SelectField>
        ))}
      </div>
    </section>
  );
}
