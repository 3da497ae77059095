import type { Prospect } from '@offhook/contract';
import { formatId, formatMicros } from '@offhook/kit';
import type { ProspectRow } from '../prospect.ts';

/** `micros`: what their calls are expected to cost, where that was computed. */
export function presentProspect(prospect: ProspectRow, micros: number | null = null): Prospect {
  const { contactId, contactName, lastCallId, state } = prospect;
  return {
    id: formatId('prospect', prospect.id),
    campaign_id: formatId('campaign', prospect.campaignId),
    contact: contactId && contactName !== null ? { id: formatId('contact', contactId), name: contactName } : null,
    phone_number: prospect.phoneNumber,
    state,
    attempts: prospect.attempts,
    outcome: prospect.outcome,
    reason: prospect.reason,
    next_at: state === 'waiting' ? prospect.nextAt.toISOString() : null,
    zones: prospect.zones,
    variant: prospect.variant,
    last_call_id: lastCallId && formatId('call', lastCallId),
    expected_cost: micros === null ? null : formatMicros(micros),
    updated_at: prospect.updatedAt.toISOString(),
  };
}
