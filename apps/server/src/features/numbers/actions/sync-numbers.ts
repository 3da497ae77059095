import type { NumberDifference } from '@offhook/contract';
import { countryOf, formatId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Connection } from '#features/workspaces';
import { type CarrierNumber, CarrierProblem } from '#providers/carrier';
import type { Actor } from '#runtime/actor';
import { comparable, differences, type Held } from '../differences.ts';
import { numberUrls } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import * as store from '../store.ts';
import { noteSeen } from './check-health.ts';
import { answered, mustHaveConnection } from './connect.ts';
import { noteRelease } from './release-number.ts';
import { takeIn } from './take-in.ts';

type Chosen = Pick<NumberDifference, 'phone_number' | 'change'>;

interface Both extends Held {
  connection: Connection;
}

export async function compareNumbers(
  ctx: NumberPowers,
  actor: Actor,
): Promise<{ items: NumberDifference[]; same: number }> {
  return differences(await bothSides(ctx, actor));
}

async function bothSides(ctx: NumberPowers, actor: Actor): Promise<Both> {
  const { tenantId } = actor;
  const connection = await ctx.db.asTenant(tenantId, (tx) => mustHaveConnection(ctx, tx, tenantId));
  const before = await ctx.db.asTenant(tenantId, (tx) => store.allNumbers(tx));
  const listed = await answered(connection.carrier.listNumbers());
  const others = await ctx.db.asSystem((tx) =>
    store.numbersOfOthers(tx, { accountSid: connection.accountSid, tenantId }),
  );
  const here = await ctx.db.asTenant(tenantId, (tx) => store.allNumbers(tx));
  return {
    connection,
    // Workspaces that share an account do not see each other's numbers.
    listed: listed.filter(({ phoneNumber }) => !others.has(phoneNumber)),
    here: comparable(here, before, listed).filter(({ connectionId }) => connectionId === connection.id),
    urls: numberUrls(ctx.publicUrl()),
  };
}

/** Applies what was chosen, as far as it still differs. */
export async function syncNumbers(
  ctx: NumberPowers,
  actor: Actor,
  chosen: readonly Chosen[],
): Promise<{ applied: NumberDifference[]; skipped: (Chosen & { reason: string })[] }> {
  const both = await bothSides(ctx, actor);
  const applied: NumberDifference[] = [];
  const skipped: (Chosen & { reason: string })[] = [];
  const { items } = differences(both);
  for (const wish of chosen) {
    const item = items.find((each) => each.phone_number === wish.phone_number && each.change === wish.change);
    const reason = item ? await apply(ctx, actor, both, item) : 'There is no such difference any more.';
    if (item && reason === undefined) applied.push(item);
    else skipped.push({ ...wish, reason: reason ?? '' });
  }
  return { applied, skipped };
}

/** The sentence that says why not, or undefined. */
async function apply(
  ctx: NumberPowers,
  actor: Actor,
  both: Both,
  { phone_number: phoneNumber, change }: NumberDifference,
): Promise<string | undefined> {
  const atCarrier = both.listed.find((each) => each.phoneNumber === phoneNumber);
  const row = both.here.find((each) => each.phoneNumber === phoneNumber);
  if (change === 'adopt') return atCarrier && adopt(ctx, actor, both.connection, atCarrier);
  if (!row) return undefined;
  if (change === 'forget') {
    await ctx.db.asTenant(actor.tenantId, (tx) => noteRelease(ctx, tx, actor, row));
    return undefined;
  }
  try {
    const seen = await both.connection.carrier.configureNumber(row.sid, both.urls);
    await ctx.db.asTenant(actor.tenantId, (tx) => noteSeen(ctx, tx, row, seen));
    return seen ? undefined : 'The carrier has it no more.';
  } catch (error) {
    if (error instanceof CarrierProblem) return `The carrier did not do it: ${error.message}`;
    throw error;
  }
}

async function adopt(
  ctx: NumberPowers,
  actor: Actor,
  connection: Connection,
  atCarrier: CarrierNumber,
): Promise<string | undefined> {
  const prices = await ctx.prices(connection, countryOf(atCarrier.phoneNumber) ?? '');
  const { tenantId } = actor;
  const label = atCarrier.friendlyName || atCarrier.phoneNumber;
  return ctx.db.asSystem(async (tx) => {
    const route = { kind: 'none' } as const;
    const row = await takeIn(ctx, tx, { tenantId, connection, atCarrier, label, route, prices, isOrdered: false });
    if (!row) return 'It belongs to another workspace of the account.';
    await note(ctx, tx, actor, 'numbers.adopted', formatId('number', row.id), { phone_number: row.phoneNumber });
    return undefined;
  });
}
