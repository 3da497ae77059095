import { type Connection, connectionOfCall } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import { corrections, type LedgerLine, type ToldPrice, untold, untoldNotes } from '../correct.ts';
import { endChecks, type PriceCheck, setDue, settleAgain, takeDueChecks } from '../price-check-store.ts';
import { nextAskAt } from '../price-checks.ts';
import * as store from '../store.ts';
import { announceCosts } from './announce-costs.ts';

const perBatch = 50;
const askedAtOnce = 8;
const leaseMs = 600_000;

/** Asks the carrier what it charged for the calls whose price is due to be asked for, and corrects the ledger. */
export async function askPrices(ctx: Context): Promise<void> {
  let taken: number;
  do {
    const now = ctx.clock.now();
    const checks = await ctx.db.asSystem((tx) => takeDueChecks(tx, now, new Date(now.getTime() + leaseMs), perBatch));
    taken = checks.length;
    const answers: Answer[] = [];
    for (let start = 0; start < checks.length; start += askedAtOnce) {
      const some = checks.slice(start, start + askedAtOnce);
      answers.push(...(await Promise.all(some.map((check) => ask(ctx, check)))));
    }
    if (answers.length > 0) await takePrices(ctx, answers);
  } while (taken === perBatch);
}

/** What the carrier told of the prices of one call. */
export interface Answer {
  check: PriceCheck;
  told: ToldPrice[];
}

async function ask(ctx: Context, check: PriceCheck): Promise<Answer> {
  try {
    const connection = await ctx.db.asTenant(check.tenantId, (tx) => connectionOfCall(ctx, tx, check));
    return { check, told: connection ? await pricesAt(connection, check) : [] };
  } catch (error) {
    ctx.log.warn({ err: error, call: check.id }, 'the carrier did not tell its price');
    return { check, told: [] };
  }
}

async function pricesAt({ carrier }: Connection, { sid, hasLegs, hasRecordings }: PriceCheck): Promise<ToldPrice[]> {
  const call = await carrier.lookUp(sid);
  const legs = call && hasLegs ? await carrier.findLegs(sid) : [];
  const recordings = call && hasRecordings ? await carrier.recordingsOf(sid) : [];
  const told = (
    kind: ToldPrice['kind'],
    things: readonly { sid: string; price?: { micros: number; currency: string } }[],
  ) => things.flatMap((thing) => (thing.price ? [{ kind, sid: thing.sid, ...thing.price }] : []));
  return [...told('minutes', call ? [call, ...legs] : []), ...told('recording', recordings)];
}

/** Takes in what the carrier told, and decides about each call when to ask again. */
export async function takePrices(ctx: Context, answers: readonly Answer[]): Promise<void> {
  await ctx.db.asSystem(async (tx) => {
    const locked = await store.lockCalls(
      tx,
      answers.map(({ check }) => check),
    );
    const names = new Set(locked.map(store.nameOf));
    // A call that is being written now is asked about again when its lease is over.
    const ours = answers.filter(({ check }) => names.has(store.nameOf(check)));
    const known = await store.linesOf(tx, locked);
    const now = ctx.clock.now();
    const decided = ours.map((answer) => decide(answer, known.get(store.nameOf(answer.check)) ?? [], now));
    await store.addLines(
      tx,
      decided.flatMap(({ lines }) => lines),
      now,
    );
    const changed = await store.writeSums(tx, locked);
    await settleAgain(tx, changed);
    await setDue(
      tx,
      decided.flatMap(({ check, next }) => (next instanceof Date ? [{ ...check, dueAt: next }] : [])),
    );
    await endChecks(
      tx,
      decided.flatMap(({ check, next }) => (next instanceof Date ? [] : [check])),
    );
    await announceCosts(ctx, tx, changed);
  });
}

function decide({ check, told }: Answer, known: readonly LedgerLine[], now: Date) {
  const corrected = corrections(known, told, check.currency);
  const after = [...known, ...corrected];
  const next = nextAskAt({ ...check, isTold: untold(after).length === 0 }, now);
  const notes = next === 'given-up' ? untoldNotes(after, check.currency) : [];
  const lines = [...corrected, ...notes].map((line) => ({ ...line, call: check, quantity: null, unit: null }));
  return { check, next, lines };
}
