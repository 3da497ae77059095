import type { Id } from '@offhook/kit';
import { findNumberForInbound } from '#features/numbers';
import type { Connection } from '#features/workspaces';
import { makeLastKnown } from '#runtime/last-known';
import type { Context } from '../../../context.ts';

export type HolderOf = (connection: Connection, called: string) => Promise<Id<'workspace'>>;

/** A caller hears nothing meanwhile. */
const patienceMs = 500;
/** A number may have been sold to somebody else since. */
const maxAgeMs = 600_000;
const mostNumbers = 10_000;

/** The workspace that a call belongs to: the number's, or where nobody has it the one that the request was proven for. */
export function makeHolders(ctx: Context): HolderOf {
  const lastKnown = makeLastKnown<Id<'workspace'>>({ clock: ctx.clock, patienceMs, maxAgeMs, most: mostNumbers });
  return (connection, called) =>
    lastKnown(`${connection.accountSid} ${called}`, async () => {
      const number = await findNumberForInbound(ctx, connection, called);
      return number?.tenantId ?? connection.tenantId;
    });
}
