import { Link } from '@tanstack/react-router';
import { TextField } from '../../ui/field.tsx';
import { ContactsByFilter } from './contacts-by-filter.tsx';
import { PastePeople } from './paste-people.tsx';
import type { CampaignEditing } from './use-campaign-editing.ts';

/** Whom the campaign calls. Adding is done at once; it does not wait for the step to be saved. */
export function AudienceStep({ editing }: { editing: CampaignEditing }) {
  const { campaign } = editing;
  const { counts } = campaign;
  return (
    <>
      <section aria-labelledby="campaign-name" className="card grid gap-4 p-4">
        <h3 id="campaign-name" className="sr-only">
          Name
        </h3>
        <div className="max-w-md">
          <TextField
            label="Name of the campaign"
            required
            maxLength={120}
            value={editing.name}
            error={editing.name.trim() === '' ? 'Give the campaign a name.' : undefined}
            onChange={(event) => editing.rename(event.target.value)}
          />
        </div>
        <p role="status" aria-label="People in this campaign" className="text-base">
          <span className="tabular font-semibold">{counts.total.toLocaleString('en-US')}</span>{' '}
          {counts.total === 1 ? 'person is' : 'people are'} in this campaign
          {counts.skipped > 0 ? `, ${counts.skipped.toLocaleString('en-US')} of them will not be called` : ''}.{' '}
          {counts.total > 0 ? (
            <Link
              to="/campaigns/$campaignId"
              params={{ campaignId: campaign.id }}
              search={{ tab: 'prospects' }}
              className="text-sm text-accent-text underline underline-offset-2"
            >
              See them
            </Link>
          ) : null}
        </p>
      </section>
      <ContactsByFilter campaignId={campaign.id} />
      <PastePeople campaignId={campaign.id} />
      <section aria-labelledby="from-file" className="card grid justify-items-start gap-2 p-4">
        <h3 id="from-file" className="font-semibold">
          From a file
        </h3>
        <p className="text-muted">
          A CSV file becomes contacts first: columns are matched, rows are checked and mended, then they are added here.
        </p>
        <Link
          to="/contacts/import"
          search={{ campaign_id: campaign.id }}
          className="inline-flex min-h-6 items-center text-accent-text underline underline-offset-2"
        >
          Import a file into this campaign
        </Link>
      </section>
    </>
  );
}
