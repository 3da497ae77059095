import type { CampaignSettings, CampaignVariant } from '@offhook/contract';
import { type CallVoice, strictestOf } from '#features/compliance';

/** Whole numbers that follow from an id, the same ones each time: FNV-1a, 32 bits. */
export function numberOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index += 1) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}

/** Which variant somebody hears: by its weight, and for one prospect always the same. */
export function variantFor(variants: readonly CampaignVariant[], prospectId: string): CampaignVariant | undefined {
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  let at = total === 0 ? 0 : numberOf(prospectId) % total;
  return variants.find(({ weight }) => {
    at -= weight;
    return at < 0;
  });
}

/** The variant that a prospect has heard before, where it is still there; else the one that falls to them. */
export function variantOf(
  variants: readonly CampaignVariant[],
  { id, variant }: { id: string; variant: string | null },
): CampaignVariant | undefined {
  return variants.find(({ key }) => key === variant) ?? variantFor(variants, id);
}

/** Which of the own numbers calls: in turn over prospects, and another one at each attempt. */
export function callerIdFor(callerIds: readonly string[], prospectId: string, attempts: number): string | undefined {
  return callerIds[(numberOf(prospectId) + attempts) % callerIds.length];
}

/** Campaigns with people in seats connect to them; the others speak by themselves. */
export function needsSeats({ mode }: Pick<CampaignSettings, 'mode'>): boolean {
  return mode !== 'automatic';
}

type Spoken = Pick<CampaignSettings, 'mode' | 'variants' | 'voicemail_drop_id'>;

/** All voices that the calls of a campaign may have; with several variants several. */
export function voicesOf(settings: Spoken): CallVoice[] {
  const { variants } = settings;
  return [...new Set((variants.length > 0 ? variants : [undefined]).map((variant) => voiceOf(settings, variant)))];
}

/**
 * The strictest voice that may be heard: a text that is read out is a machine's, even if a person in a seat follows, and
 * a voicemail drop is a recording.
 */
export function voiceOf(settings: Omit<Spoken, 'variants'>, variant: Partial<CampaignVariant> | undefined): CallVoice {
  const { audio_url, message, script_id, flow_id, ai_agent } = variant ?? {};
  const isSilent = [audio_url, message, script_id, flow_id, ai_agent].every((each) => each === undefined);
  const opening = audio_url !== undefined ? 'prerecorded' : isSilent && needsSeats(settings) ? 'live' : 'artificial';
  return strictestOf([opening, ...(settings.voicemail_drop_id === null ? [] : (['prerecorded'] as const))]);
}
