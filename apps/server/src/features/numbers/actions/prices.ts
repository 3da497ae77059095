import type { NumberPrices } from '#providers/carrier';
import type { Context } from '../../../context.ts';
import type { NumberPowers } from '../powers.ts';

const keptMs = 3_600_000;

/** Prices are kept for an hour: every search shows them, and they change a few times a year. */
export function keepPrices({ clock, log }: Pick<Context, 'clock' | 'log'>): NumberPowers['prices'] {
  const kept = new Map<string, { untilMs: number; prices: NumberPrices | undefined }>();
  return async ({ accountSid, carrier }, country) => {
    const key = `${accountSid} ${country}`;
    const known = kept.get(key);
    if (known && known.untilMs > clock.nowMs()) return known.prices;
    try {
      const prices = await carrier.numberPrices(country);
      kept.set(key, { untilMs: clock.nowMs() + keptMs, prices });
      return prices;
    } catch (err) {
      log.warn({ err, country }, 'the carrier did not tell what numbers cost');
      return undefined;
    }
  };
}
