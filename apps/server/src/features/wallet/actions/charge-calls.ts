import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { LedgerLine } from '../correct.ts';
import { estimatesOf } from '../estimate.ts';
import { askForPrices } from '../price-check-store.ts';
import { firstAskAt } from '../price-checks.ts';
import * as store from '../store.ts';
import { payCalls } from './pay-calls.ts';

/**
 * Charges ended calls for all that is known of them by now, once: what was charged before is left alone. Locks the
 * calls; answers those that it locked, the others being written by somebody else at this moment.
 */
export async function chargeCalls(
  ctx: Context,
  tx: Tx,
  calls: readonly store.CallKey[],
): Promise<{ locked: store.CallKey[]; changed: store.CallKey[] }> {
  const locked = await store.lockCalls(tx, calls);
  if (locked.length === 0) return { locked, changed: [] };
  const now = ctx.clock.now();
  const facts = await store.factsOf(tx, locked);
  const known = await store.linesOf(tx, locked);
  const lines = facts.flatMap((call) => newLines(call, known.get(store.nameOf(call)) ?? []));
  await store.addLines(tx, lines, now);
  const charged = facts.filter((call) => lines.some((line) => line.call === call));
  const priced = charged.filter((call) => call.isPricedByCarrier);
  await askForPrices(
    tx,
    priced.map(({ tenantId, id, endedAt }) => ({ tenantId, id, endedAt: endedAt ?? now })),
    firstAskAt(now),
  );
  const changed = await store.writeSums(tx, charged);
  await payCalls(ctx, tx, locked);
  return { locked, changed };
}

function newLines(call: store.CallFacts, known: readonly LedgerLine[]): store.NewLine[] {
  return estimatesOf(call)
    .filter((estimate) => !known.some((line) => isCharged(line, estimate)))
    .map((estimate) => ({ ...estimate, call, revision: 0, basis: 'estimate' }));
}

// A price that the carrier has told stands before an estimate that comes late; a note that it told none does not.
function isCharged(line: LedgerLine, { kind, sid }: Pick<LedgerLine, 'kind' | 'sid'>): boolean {
  return line.kind === kind && line.sid === sid && (line.revision === 0 || line.basis === 'carrier');
}
