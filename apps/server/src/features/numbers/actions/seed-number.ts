import type { NumberRoute } from '@offhook/flow/shapes';
import { countryOf, type Id } from '@offhook/kit';
import { connectionFor } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import { numberUrls } from '../number.ts';
import { takeIn } from './take-in.ts';

/** Gives a new demo workspace a number that the emulator has, so that somebody can call it at once. */
export async function seedNumber(
  ctx: Context,
  tenantId: Id<'workspace'>,
  { phoneNumber, label, route }: { phoneNumber: string; label: string; route: NumberRoute },
): Promise<void> {
  const connection = await ctx.db.asTenant(tenantId, (tx) => connectionFor(ctx, tx, tenantId));
  const [listed] = connection?.simulated ? await connection.carrier.listNumbers(phoneNumber) : [];
  if (!connection || !listed) return;
  const { carrier } = connection;
  const atCarrier = (await carrier.configureNumber(listed.sid, numberUrls(ctx.publicUrl()))) ?? listed;
  const prices = await carrier.numberPrices(countryOf(phoneNumber) ?? '');
  await ctx.db.asSystem((tx) =>
    takeIn(ctx, tx, { tenantId, connection, atCarrier, label, route, prices, isOrdered: false }),
  );
}
