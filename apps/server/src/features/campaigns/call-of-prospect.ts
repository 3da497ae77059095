import type { CampaignSettings, CampaignVariant } from '@offhook/contract';

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

/** Which of the own numbers calls: in turn over prospects, and another one at each attempt. */
export function callerIdFor(callerIds: readonly string[], prospectId: string, attempts: number): string | undefined {
  return callerIds[(numberOf(prospectId) + attempts) % callerIds.length];
}

/** Campaigns with people in seats connect to them; the others speak by themselves. */
export function needsSeats({ mode }: Pick<CampaignSettings, 'mode'>): boolean {
  return mode !== 'automatic';
}

/** All voices that the calls of a campaign may have; with several variants several. */
export function voicesOf(settings: Pick<CampaignSettings, 'mode' | 'variants'>): Voice[] {
  const { variants } = settings;
  return [...new Set((variants.length > 0 ? variants : [undefined]).map((variant) => voiceOf(settings, variant)))];
}

type Voice = 'live' | 'prerecorded' | 'artificial';

/** Whose voice somebody hears first; a text that is read out is a machine's. */
export function voiceOf(
  settings: Pick<CampaignSettings, 'mode'>,
  variant: Pick<CampaignVariant, 'audio_url'> | undefined,
): Voice {
  if (needsSeats(settings)) return 'live';
  return variant?.audio_url === undefined ? 'artificial' : 'prerecorded';
}
