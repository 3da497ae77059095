import type { CampaignSettings, CampaignVariant } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { CallWishFacts } from '#features/compliance';
import { callerIdFor, variantOf, voiceOf } from './call-of-prospect.ts';
import type { ProspectRow } from './prospect.ts';

interface OfCampaign {
  id: Id<'campaign'>;
  settings: CampaignSettings;
}

/** What differs from one call of a campaign to another. */
type Leg = Pick<CallWishFacts, 'to' | 'from' | 'contactId' | 'statedZone' | 'statedRegion'>;

/** What the gate is asked about one call of a campaign. */
export function gateWishFor(
  { id: campaignId, settings }: OfCampaign,
  variant: Partial<CampaignVariant> | undefined,
  leg: Leg,
): CallWishFacts {
  return { ...leg, purpose: settings.purpose, voice: voiceOf(settings, variant), campaignId };
}

/** The same of a prospect who is not dialled now; undefined: there is no number to call or to call from. */
export function gateWishOf(
  campaign: OfCampaign,
  prospect: ProspectRow,
  defaultFrom: string | null,
): CallWishFacts | undefined {
  const { id, attempts, contactId, contactNumber: to, statedZone, statedRegion } = prospect;
  const from = callerIdFor(campaign.settings.caller_ids, id, attempts) ?? defaultFrom;
  if (to === null || from === null) return undefined;
  const variant = variantOf(campaign.settings.variants, prospect);
  return gateWishFor(campaign, variant, { to, from, contactId, statedZone, statedRegion });
}
