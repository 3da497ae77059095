import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { openCampaignsQuery } from './queries.ts';

/** Says which campaign the people of the file go into. */
export function CampaignNote({ campaignId }: { campaignId: string }) {
  const campaign = useQuery(openCampaignsQuery).data?.items.find(({ id }) => id === campaignId);
  return (
    <p className="min-h-6">
      The people of the file are added to the campaign{' '}
      <Link
        to="/campaigns/$campaignId"
        params={{ campaignId }}
        className="text-accent-text underline underline-offset-2"
      >
        {campaign?.name ?? 'that you came from'}
      </Link>
      .
    </p>
  );
}
