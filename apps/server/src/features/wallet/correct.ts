import type { ChargeKind } from './estimate.ts';

/** A line of the ledger, as far as corrections look at it. */
export interface LedgerLine {
  kind: ChargeKind;
  sid: string;
  revision: number;
  basis: 'estimate' | 'carrier';
  micros: number;
  currency: string;
  source: string;
}

/** What the carrier says that it charged for a leg or a recording. */
export interface ToldPrice {
  kind: 'minutes' | 'recording';
  sid: string;
  micros: number;
  currency: string;
}

/**
 * The lines that make the ledger agree with what the carrier told: what was told before needs none, what changed is
 * corrected again. A price in another currency cannot be added up: it is noted, and the estimate stands.
 */
export function corrections(lines: readonly LedgerLine[], told: readonly ToldPrice[], currency: string): LedgerLine[] {
  return told.flatMap((price) => {
    const known = lines.filter(({ kind, sid }) => kind === price.kind && sid === price.sid);
    if (price.currency !== currency) {
      return note(known, price, currency, `The carrier's price is in ${price.currency}: the estimate stands.`);
    }
    const micros = price.micros - known.reduce((sum, line) => sum + line.micros, 0);
    if (micros === 0 && known.some((line) => line.basis === 'carrier')) return [];
    const source = known.length === 0 ? 'Told by the carrier' : 'Correction to what the carrier charged';
    return [{ ...next(known, price, currency), basis: 'carrier' as const, micros, source }];
  });
}

/** Notes for all that the carrier told no price of in time. */
export function untoldNotes(lines: readonly LedgerLine[], currency: string): LedgerLine[] {
  return untold(lines).flatMap((key) => {
    const known = lines.filter(({ kind, sid }) => kind === key.kind && sid === key.sid);
    return note(known, key, currency, 'The carrier told no price within 48 hours: the estimate stands.');
  });
}

/** What the carrier has not told its price of. It tells none of machine detection. */
export function untold(lines: readonly LedgerLine[]): Pick<LedgerLine, 'kind' | 'sid'>[] {
  const isTold = ({ kind, sid }: LedgerLine) =>
    lines.some((line) => line.kind === kind && line.sid === sid && line.basis === 'carrier');
  return lines.filter(
    (line) => line.revision === 0 && (line.kind === 'minutes' || line.kind === 'recording') && !isTold(line),
  );
}

function next(known: readonly LedgerLine[], { kind, sid }: Pick<LedgerLine, 'kind' | 'sid'>, currency: string) {
  return { kind, sid, currency, revision: Math.max(0, ...known.map((line) => line.revision)) + 1 };
}

function note(
  known: readonly LedgerLine[],
  key: Pick<LedgerLine, 'kind' | 'sid'>,
  currency: string,
  source: string,
): LedgerLine[] {
  if (known.some((line) => line.source === source)) return [];
  return [{ ...next(known, key, currency), basis: 'estimate', micros: 0, source }];
}
