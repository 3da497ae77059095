import type { OwnNumber } from '@offhook/contract';
import { countryOf, formatId, type Id } from '@offhook/kit';
import { note } from '#features/audit';
import { type Connection, mustConnect } from '#features/workspaces';
import type { CarrierNumber } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import { comparable } from '../differences.ts';
import { healthOf, type NumberRow, numberUrls } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import { givenUpPurchases } from '../purchase-store.ts';
import * as store from '../store.ts';
import { answered, mustHaveConnection } from './connect.ts';
import { presentOne } from './present.ts';
import { mustHave } from './read-numbers.ts';
import { settlePurchase } from './settle-purchases.ts';

/** Has calls to the number come here again. */
export async function fixNumber(ctx: NumberPowers, actor: Actor, name: string): Promise<OwnNumber> {
  const { row, connection } = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const number = await mustHave(tx, name);
    return { row: number, connection: await mustHaveConnection(ctx, tx, actor.tenantId, number.connectionId) };
  });
  const fixed = await answered(connection.carrier.configureNumber(row.sid, numberUrls(ctx.publicUrl())));
  return ctx.db
    .asTenant(actor.tenantId, async (tx) => {
      const seen = await noteSeen(ctx, tx, row, fixed);
      if (fixed) await note(ctx, tx, actor, 'numbers.fixed', formatId('number', row.id));
      return presentOne(ctx, tx, seen);
    })
    .then((view) => {
      if (fixed) return view;
      throw new Refusal('numbers.missing_at_carrier', { number: row.phoneNumber });
    });
}

/** Writes down what the carrier says of a number. */
export async function noteSeen(
  ctx: Context,
  tx: Tx,
  row: NumberRow,
  atCarrier: CarrierNumber | undefined,
): Promise<NumberRow> {
  const health = healthOf(atCarrier, numberUrls(ctx.publicUrl()));
  const seen = { ...row, urls: atCarrier?.urls ?? row.urls, health, healthCheckedAt: ctx.clock.now() };
  await store.saveSeen(tx, seen);
  return seen;
}

const checkAgainMs = 120_000;
const connectionsPerSweep = 20;
const atOnce = 4;
/** So long after an order was given up its number is taken for what became of it. */
const lateAtMostMs = 7 * 86_400_000;

/** Compares the numbers of every workspace with what the carrier has, every few minutes. */
export async function checkHealth(ctx: NumberPowers): Promise<void> {
  const now = ctx.clock.now();
  const before = new Date(now.getTime() - checkAgainMs);
  const due = await ctx.db.asSystem((tx) =>
    store.takeConnectionsToCheck(tx, { now, before, limit: connectionsPerSweep }),
  );
  await sideBySide(due, atOnce, ({ tenantId, connectionId }) =>
    checkConnection(ctx, tenantId, connectionId).catch((err: unknown) => {
      ctx.log.warn({ err, tenant: tenantId }, 'the numbers could not be compared with the carrier');
    }),
  );
}

async function checkConnection(
  ctx: NumberPowers,
  tenantId: Id<'workspace'>,
  connectionId: Id<'connection'>,
): Promise<void> {
  const connection = await mustConnect(ctx, tenantId, connectionId);
  const before = await ctx.db.asTenant(tenantId, (tx) => store.allNumbers(tx));
  const listed = await connection.carrier.listNumbers();
  const bySid = new Map(listed.map((number) => [number.sid, number]));
  await ctx.db.asTenant(tenantId, async (tx) => {
    const rows = (await store.allNumbers(tx)).filter((row) => row.connectionId === connectionId);
    for (const row of comparable(rows, before, listed)) await noteSeen(ctx, tx, row, bySid.get(row.sid));
  });
  await adoptLate(ctx, tenantId, connection, listed);
}

/** Orders that were given up, and whose numbers the account has after all. */
async function adoptLate(
  ctx: NumberPowers,
  tenantId: Id<'workspace'>,
  connection: Connection,
  listed: readonly CarrierNumber[],
): Promise<void> {
  const since = new Date(ctx.clock.nowMs() - lateAtMostMs);
  const lost = await ctx.db.asTenant(tenantId, (tx) => givenUpPurchases(tx, connection.id, since));
  for (const purchase of lost) {
    // An order carries our addresses: what leads elsewhere was bought by somebody else, for something else.
    const number = listed.find(
      (each) => each.phoneNumber === purchase.phoneNumber && healthOf(each, numberUrls(ctx.publicUrl())) === 'ok',
    );
    if (!number) continue;
    const prices = await ctx.prices(connection, countryOf(purchase.phoneNumber) ?? '');
    await settlePurchase(ctx, { purchase, connection, outcome: { outcome: 'bought', number }, prices });
  }
}
