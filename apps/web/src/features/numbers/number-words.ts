import type { NumberDifference, OwnNumber, Tone } from '@offhook/contract';
import { money } from '../../app/formats.ts';

export const typeWords = { local: 'Local', toll_free: 'Toll-free', mobile: 'Mobile' } as const;

export const recordingWords: Record<OwnNumber['recording_policy'], string> = {
  default: 'As the workspace',
  always: 'Always',
  never: 'Never',
};

export const healthWords: Record<OwnNumber['health'], { label: string; tone: Tone; help: string }> = {
  ok: { label: 'Calls arrive here', tone: 'live', help: 'The carrier asks this server what to do with its calls.' },
  voice_url_elsewhere: {
    label: 'Webhook points elsewhere',
    tone: 'warn',
    help: 'The carrier asks another address what to do with its calls. Fix writes ours again.',
  },
  missing_at_carrier: {
    label: 'Not at the carrier',
    tone: 'danger',
    help: 'The account has this number no more. Release it here, or buy it again.',
  },
  unknown: { label: 'Not checked yet', tone: 'neutral', help: 'It is compared with the carrier within minutes.' },
};

const capabilityWords = { voice: 'Voice', sms: 'SMS', mms: 'MMS' } as const;

export function capabilitiesInWords(capabilities: OwnNumber['capabilities']): string[] {
  return (['voice', 'sms', 'mms'] as const).filter((each) => capabilities[each]).map((each) => capabilityWords[each]);
}

/** `$1.15 a month`; what the carrier does not tell is not guessed. */
export function priceInWords({ monthly_price, currency }: { monthly_price: string | null; currency: string }): string {
  return monthly_price === null ? 'Price not known' : `${money(monthly_price, currency)} a month`;
}

export function callsInWords({ calls_30d, calls_30d_is_exact }: OwnNumber): string {
  return `${calls_30d.toLocaleString('en')}${calls_30d_is_exact ? '' : ' or more'}`;
}

export const changeWords: Record<NumberDifference['change'], { title: string; does: string }> = {
  adopt: {
    title: 'At the carrier and not here',
    does: 'Take them in. Their calls go on where they go now, until you fix the webhook.',
  },
  forget: { title: 'Here and not at the carrier', does: 'Remove them here. They cannot be called any more.' },
  point_here: { title: 'Calls go elsewhere', does: 'Have their calls come here.' },
};

/** Sold by the carrier in most of the world; the list is short so that it can be read. */
export const countries: readonly { code: string; name: string }[] = [
  ...['US', 'CA', 'GB', 'DE', 'FR', 'IT', 'ES', 'NL', 'BE', 'AT', 'CH', 'IE', 'PT', 'PL', 'SE', 'DK', 'NO', 'FI'],
  ...['AU', 'NZ', 'JP', 'SG', 'HK', 'IL', 'ZA', 'BR', 'MX'],
].map((code) => ({ code, name: new Intl.DisplayNames(['en'], { type: 'region' }).of(code) ?? code }));
