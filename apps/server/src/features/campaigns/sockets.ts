import type { DomainEvent, LiveMessage } from '@offhook/contract';
import { formatId } from '@offhook/kit';

/** Each campaign once, however many events it had; pages ask for what they show of it. */
export function liveCampaigns(events: readonly DomainEvent[], seq: number): LiveMessage[] {
  const ids = new Set(events.flatMap((event) => (event.type === 'campaign.changed' ? event.campaign_id : [])));
  return [...ids].map((id) => ({ type: 'campaign.changed', seq, campaign_id: formatId('campaign', id) }));
}
