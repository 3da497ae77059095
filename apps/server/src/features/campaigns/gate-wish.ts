import type { CallWishFacts } from '#features/compliance';
import { callerIdFor, variantFor, voiceOf } from './call-of-prospect.ts';
import type { CampaignRow } from './campaign.ts';
import type { ProspectRow } from './prospect.ts';

/** What the gate is asked about a prospect who is not dialled now; undefined: there is no number to call or to call from. */
export function gateWishOf(
  { id: campaignId, settings }: Pick<CampaignRow, 'id' | 'settings'>,
  prospect: ProspectRow,
  defaultFrom: string | null,
): CallWishFacts | undefined {
  const { id, attempts, contactId, contactNumber: to, statedZone, statedRegion } = prospect;
  const from = callerIdFor(settings.caller_ids, id, attempts) ?? defaultFrom;
  if (to === null || from === null) return undefined;
  const kept = settings.variants.find(({ key }) => key === prospect.variant);
  const voice = voiceOf(settings, kept ?? variantFor(settings.variants, id));
  return { to, from, purpose: settings.purpose, voice, campaignId, contactId, statedZone, statedRegion };
}
