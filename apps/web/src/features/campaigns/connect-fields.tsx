import { SelectField, TextField } from '../../ui/field.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** Whether and when whoever answers is connected to a phone. */
export function ConnectFields({ editing }: { editing: CampaignEditing }) {
  const { connect, mode } = editing.draft.choices;
  if (mode !== 'automatic')
    return (
      <section aria-labelledby="connect" className="card grid gap-2 p-4">
        <h3 id="connect" className="font-semibold">
          Connect to a person
        </h3>
        <p className="text-muted">
          This campaign connects everybody who answers to the people in its seats (see Pace).
        </p>
      </section>
    );
  return (
    <section aria-labelledby="connect">
      <fieldset disabled={editing.isFixed('connect')} className="card grid min-w-0 gap-3 p-4">
        <h3 id="connect" className="font-semibold">
          Connect to a person
        </h3>
        <div className="grid items-start gap-3 sm:grid-cols-2">
          <SelectField
            label="Whoever answers is connected"
            value={connect?.when ?? ''}
            onChange={(event) => {
              const { value } = event.target;
              const when = value === 'always' || value === 'press-1' ? value : undefined;
              editing.choose({ connect: when ? { when, phone: connect?.phone ?? '' } : null });
            }}
          >
            <option value="">Not at all</option>
            <option value="press-1">After pressing 1</option>
            <option value="always">After the message</option>
          </SelectField>
          {connect ? (
            <TextField
              label="Phone to connect to"
              inputMode="tel"
              autoComplete="off"
              value={connect.phone}
              error={editing.problemOf('connect')}
              onChange={(event) => editing.choose({ connect: { ...connect, phone: event.target.value } })}
            />
          ) : null}
        </div>
      </fieldset>
    </section>
  );
}
