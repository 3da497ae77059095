import type { CampaignEditing } from './use-campaign-editing.ts';

/** Says why fields cannot be changed now. */
export function FixedNote({ editing, what }: { editing: CampaignEditing; what: string }) {
  if (!editing.isRunning) return null;
  return (
    <p className="st-info rounded-lg border px-3 py-2">
      The campaign is running. {what} can be changed once it is paused; other changes hold for every call that is placed
      after they are saved.
    </p>
  );
}
