import { useQuery } from '@tanstack/react-query';
import { SelectField } from '../../ui/field.tsx';
import { CallTags } from '../calls/call-tags.tsx';
import { timeZones } from '../contacts/places.ts';
import type { SettingsProps } from './match-columns.tsx';
import { openCampaignsQuery } from './queries.ts';

/** What every contact of the file gets. */
export function MatchExtras({ of, onChange }: SettingsProps) {
  const { tags, time_zone: zone, campaign_id: campaignId } = of.settings;
  const campaigns = useQuery(openCampaignsQuery).data?.items ?? [];
  const isListed = campaigns.some(({ id }) => id === campaignId);
  return (
    <section aria-labelledby="for-all" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <h3 id="for-all" className="font-semibold">
        For every row
      </h3>
      <CallTags tags={tags} disabled={false} onChange={(next) => onChange({ tags: next })} />
      <SelectField
        label="Time zone"
        hint="For those whose row does not state one."
        value={zone ?? ''}
        onChange={(event) => onChange({ time_zone: event.target.value || null })}
      >
        <option value="">As their numbers say</option>
        {zone && !timeZones.includes(zone) ? <option>{zone}</option> : null}
        {timeZones.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </SelectField>
      <SelectField
        label="Add them to a campaign"
        hint={campaignId ? 'Also those who are contacts already.' : undefined}
        value={campaignId ?? ''}
        onChange={(event) => onChange({ campaign_id: event.target.value || null })}
      >
        <option value="">No campaign</option>
        {campaignId && !isListed ? <option value={campaignId}>The campaign that you came from</option> : null}
        {campaigns.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
    </section>
  );
}
