import type { Directory } from '@offhook/flow/shapes';
import { formatId } from '@offhook/kit';
import type { Connection } from '#features/workspaces';
import type { Tx } from '#runtime/database/database';
import type { Context } from '../../../context.ts';
import type { NumberRow } from '../number.ts';
import * as store from '../store.ts';

/** Our numbers as calls see them. Those that are switched off lead nowhere. */
export async function directoryNumbers(tx: Tx): Promise<Directory['numbers']> {
  const rows = await store.allNumbers(tx);
  const entries = rows
    .filter(({ isActive }) => isActive)
    .map(({ phoneNumber, label, route, forwarding, boxId }) => {
      const box_id = boxId && formatId('box', boxId);
      return [phoneNumber, { label, route, forwarding, box_id }] as const;
    });
  return Object.fromEntries(entries);
}

/** Our numbers that say something of their own about recording: whether their calls are recorded. */
export async function recordingPolicies(tx: Tx): Promise<Map<string, boolean>> {
  const rows = await store.allNumbers(tx);
  return new Map(
    rows.flatMap(({ phoneNumber, recordingPolicy }) =>
      recordingPolicy === 'default' ? [] : [[phoneNumber, recordingPolicy === 'always'] as const],
    ),
  );
}

/**
 * The number that a call came to, whichever of the workspaces on the account has it; undefined when none has. The
 * connection is whichever one the request was proven by: workspaces that share an account share its token.
 */
export async function findNumberForInbound(
  ctx: Context,
  { accountSid }: Pick<Connection, 'accountSid'>,
  to: string,
): Promise<NumberRow | undefined> {
  return ctx.db.asSystem((tx) => store.holderOf(tx, { accountSid, phoneNumber: to }));
}
