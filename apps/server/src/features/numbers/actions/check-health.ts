import type { OwnNumber } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import { note } from '#features/audit';
import { mustConnect } from '#features/workspaces';
import type { CarrierNumber } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { sideBySide } from '#runtime/side-by-side';
import type { Context } from '../../../context.ts';
import { healthOf, type NumberRow, numberUrls } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import * as store from '../store.ts';
import { answered, mustHaveConnection } from './connect.ts';
import { presentOne } from './present.ts';
import { mustHave } from './read-numbers.ts';

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

/** Compares the numbers of every workspace with what the carrier has, every few minutes. */
export async function checkHealth(ctx: NumberPowers): Promise<void> {
  const before = new Date(ctx.clock.nowMs() - checkAgainMs);
  const due = await ctx.db.asSystem((tx) => store.connectionsToCheck(tx, before, connectionsPerSweep));
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
  const { carrier } = await mustConnect(ctx, tenantId, connectionId);
  const listed = new Map((await carrier.listNumbers()).map((number) => [number.sid, number]));
  await ctx.db.asTenant(tenantId, async (tx) => {
    const rows = (await store.allNumbers(tx)).filter((row) => row.connectionId === connectionId);
    for (const row of rows) await noteSeen(ctx, tx, row, listed.get(row.sid));
  });
}
