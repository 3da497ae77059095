/** An amount in millionths of the currency's main unit: 1.25 USD is `{ micros: 1_250_000, currency: 'USD' }`. */
export interface Money {
  micros: number;
  currency: string;
}

/**
 * The exact decimal text of an amount in micro-units: at least two decimals, at most six.
 *
 * @example
 * formatMicros(14_000); // '0.014'
 * formatMicros(1_500_000); // '1.50'
 */
export function formatMicros(micros: number): string {
  if (!Number.isSafeInteger(micros)) throw new RangeError(`micros must be a safe integer, not ${micros}`);
  const sign = micros < 0 ? '-' : '';
  const digits = String(Math.abs(micros)).padStart(7, '0');
  const decimals = digits.slice(-6).replace(/0{1,4}$/, '');
  return `${sign}${digits.slice(0, -6)}.${decimals}`;
}

/**
 * Micro-units from a decimal text with at most six decimals, or undefined when it is none.
 *
 * @example
 * parseMicros('-0.0300'); // -30000
 */
export function parseMicros(text: string): number | undefined {
  const parts = /^(-?)(\d{1,9})(?:\.(\d{1,6})0*)?$/.exec(text);
  if (!parts) return undefined;
  const micros = Number(parts[2]) * 1_000_000 + Number((parts[3] ?? '').padEnd(6, '0'));
  return parts[1] ? -micros : micros;
}
