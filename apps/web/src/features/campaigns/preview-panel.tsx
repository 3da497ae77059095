import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { PreviewActs } from './preview-acts.tsx';
import { PreviewedPerson } from './preview-person.tsx';
import type { CampaignDetail, CampaignSchedule } from './queries.ts';
import { type Previewed, usePreview } from './use-preview.ts';

interface PreviewPanelProps {
  campaign: CampaignDetail;
  schedule: CampaignSchedule | undefined;
}

/** Preview: whoever sits in a seat looks at the next person, then calls. */
export function PreviewPanel({ campaign, schedule }: PreviewPanelProps) {
  const { shown, next } = usePreview(campaign.id);
  const mayCall = useMay('agent');
  if (!mayCall) return null;
  const onNext = () => {
    if (!next.isPending) next.mutate();
  };
  return (
    <section aria-labelledby="next-person" className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4">
      <h2 id="next-person" className="text-base leading-6 font-semibold">
        Next person
      </h2>
      {shown?.prospect ? (
        <>
          <PreviewedPerson key={shown.prospect.id} campaign={campaign} prospect={shown.prospect} />
          <PreviewActs campaign={campaign} prospectId={shown.prospect.id} isBusy={next.isPending} onNext={onNext} />
        </>
      ) : (
        <>
          <p role="status" className="text-muted">
            {shown ? nobodyNow(schedule) : 'Look at who is called next, then call from your own seat.'}
          </p>
          <Button look="primary" className="justify-self-start" onClick={onNext}>
            {next.isPending ? 'Looking…' : shown ? 'Look again' : 'Show the next person'}
          </Button>
        </>
      )}
      {next.error ? (
        <p role="alert" className="text-danger-text">
          {sentenceOf(next.error)}
        </p>
      ) : null}
      <PassedOver people={shown?.passed_over ?? []} />
    </section>
  );
}

function nobodyNow(schedule: CampaignSchedule | undefined): string {
  const why = schedule && schedule.calling !== 'calling' ? ` ${schedule.sentence}` : '';
  return `Nobody may be called at this moment.${why} Whom somebody else looks at comes again after five minutes.`;
}

/** Whose turn it was, and why they are not called. */
function PassedOver({ people }: { people: Previewed['passed_over'] }) {
  if (people.length === 0) return null;
  return (
    <details>
      <summary className="min-h-6 cursor-pointer text-[13px]">
        {people.length === 1 ? '1 person was' : `${people.length} people were`} passed over: who and why
      </summary>
      <ul aria-label="Passed over" className="mt-2 divide-y border-y text-[13px]">
        {people.map(({ prospect, reason }) => (
          <li key={prospect.id} className="py-1.5 break-words">
            <span className="font-medium">{prospect.contact?.name ?? 'Deleted contact'}</span>{' '}
            <span className="text-muted">{reason.message}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
