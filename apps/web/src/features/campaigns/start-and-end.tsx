import { TextField } from '../../ui/field.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** From when and until when it calls at all, on the campaign's clock. */
export function StartAndEnd({ editing }: { editing: CampaignEditing }) {
  const { draft } = editing;
  const place = draft.choices.time_zone.replaceAll('_', ' ');
  return (
    <section aria-labelledby="start-end" className="card grid gap-3 p-4">
      <h3 id="start-end" className="font-semibold">
        Start and end
      </h3>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <TextField
          label={`Starts (${place})`}
          type="datetime-local"
          hint="Empty: as soon as you start it."
          className="sm:max-w-60"
          disabled={editing.isFixed('starts_at')}
          value={draft.startsAt}
          error={editing.problemOf('starts_at')}
          onChange={(event) => editing.change({ ...draft, startsAt: event.target.value })}
        />
        <TextField
          label={`Ends (${place})`}
          type="datetime-local"
          hint="Empty: when everybody was reached or all attempts are used up."
          className="sm:max-w-60"
          value={draft.endsAt}
          error={editing.problemOf('ends_at')}
          onChange={(event) => editing.change({ ...draft, endsAt: event.target.value })}
        />
      </div>
    </section>
  );
}
