import type { CallPrice, Wallet, WalletLine } from '@offhook/contract';
import { money } from '../../app/formats.ts';

export const kindWords: Record<WalletLine['kind'], string> = {
  'top-up': 'Top-up',
  charge: 'Call',
  correction: 'Correction',
  adjustment: 'Adjustment',
};

export const directionWords: Record<CallPrice['direction'], string> = {
  outbound: 'Calls you place',
  inbound: 'Calls that come in',
  leg: 'Phones a call is connected to',
};

/** What the money is good for: `callTimeWords(312)` is `about 5 h of calls`. */
export function callTimeWords(minutes: number): string {
  if (minutes === 0) return 'not even a minute of a call';
  if (minutes < 60) return `about ${minutes} min of calls`;
  const hours = Math.floor(minutes / 60);
  if (hours < 10 && minutes % 60 >= 5) return `about ${hours} h ${minutes % 60} min of calls`;
  return `about ${new Intl.NumberFormat('en-US').format(hours)} h of calls`;
}

/** What can still be spent, in words beside the figure. */
export function reachWords({ minutes_left: minutes, minute_price: price, currency }: Wallet): string {
  if (minutes === null) return 'calls cost nothing by the prices in force';
  const at = price === null ? '' : ` at ${money(price, currency)} a minute`;
  return `${callTimeWords(minutes)}${at}`;
}

/** With its sign, for a column of them: `+$25.00`, `-$0.042`. */
export function signedMoney(amount: string, currency: string): string {
  return amount.startsWith('-') ? money(amount, currency) : `+${money(amount, currency)}`;
}

/** `$0.021 a minute, by begun minutes`. */
export function priceWords(
  { per_minute, percent, increment_seconds: seconds }: Pick<CallPrice, 'per_minute' | 'percent' | 'increment_seconds'>,
  currency: string,
): string {
  if (per_minute === null) return `${percent} % of what the carrier charges`;
  const increment = seconds === 60 ? 'minutes' : seconds === 1 ? 'seconds' : `${seconds} s`;
  return `${money(per_minute, currency)} a minute, by begun ${increment}`;
}

/** An amount as it was typed, without spaces and with a point; undefined when it is none. */
export function readAmount(text: string): string | undefined {
  const plain = text.trim().replace(/^\$/, '').replace(',', '.');
  return /^-?\d{1,7}(\.\d{1,6})?$/.test(plain) ? plain : undefined;
}
