import type { CampaignSettings, CampaignVariant } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { CallWish } from '#features/calls';
import { needsSeats } from './call-of-prospect.ts';

/** What the calls of a campaign have in common, for those that hear one variant. */
export function wishOfVariant(
  settings: CampaignSettings,
  { script_id, audio_url, message, flow_id }: Partial<CampaignVariant>,
  campaignId: Id<'campaign'>,
): CallWish {
  const { connect, voicemail_drop_id, machine_detection, record } = settings;
  return {
    ...{ script_id, audio_url, message, flow_id, record, machine_detection },
    ...(voicemail_drop_id === null ? {} : { voicemail_drop_id }),
    ...(needsSeats(settings) ? { seats: { campaignId } } : connect && { connect }),
    timeout: settings.ring_timeout_seconds,
    // A message may be over before it is known who heard it, and outcome and retry follow from that.
    awaitsVerdict: true,
    fillsMessage: true,
  };
}
