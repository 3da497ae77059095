import { formatId } from '@offhook/kit';
import { note } from '#features/audit';
import { updateWorkspace, workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { NumberRow } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import * as store from '../store.ts';
import { answered, mustHaveConnection } from './connect.ts';
import { mustHave } from './read-numbers.ts';

/** Gives the number back to the carrier; one that is gone there already is only written down. */
export async function releaseNumber(
  ctx: NumberPowers,
  actor: Actor,
  name: string,
  confirm: string | undefined,
): Promise<void> {
  const { row, connection } = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const number = await mustHave(tx, name);
    if (confirm?.trim() !== number.phoneNumber) {
      throw new Refusal('numbers.confirm_release', { field: 'confirm', number: number.phoneNumber });
    }
    return { row: number, connection: await mustHaveConnection(ctx, tx, actor.tenantId, number.connectionId) };
  });
  await answered(connection.carrier.releaseNumber(row.sid));
  await ctx.db.asTenant(actor.tenantId, (tx) => noteRelease(ctx, tx, actor, row));
}

/** The number is not ours any more: nothing is placed from it unless somebody says so. */
export async function noteRelease(ctx: NumberPowers, tx: Tx, actor: Actor, row: NumberRow): Promise<void> {
  // Of two releases at once the second finds nothing.
  if (!(await store.lockNumber(tx, row))) return;
  await store.noteReleased(tx, row, ctx.clock.now());
  const { defaultFromNumber } = await workspaceOf(tx, actor.tenantId);
  if (defaultFromNumber === row.phoneNumber) await updateWorkspace(tx, actor.tenantId, { defaultFromNumber: null });
  const { phoneNumber: phone_number } = row;
  await note(ctx, tx, actor, 'numbers.released', formatId('number', row.id), { phone_number });
}
