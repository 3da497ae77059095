import type { Call } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { callsByIds } from '../store/calls.ts';
import { presentCalls } from './present.ts';

/** Some calls as the API shows them to somebody, by their ids; those that are gone are missing. */
export async function callsOf(tx: Tx, actor: Actor, ids: readonly Id<'call'>[]): Promise<Map<Id<'call'>, Call>> {
  const rows = ids.length === 0 ? [] : await callsByIds(tx, [...ids]);
  const calls = await presentCalls(tx, actor, rows);
  return new Map(rows.flatMap(({ id }, index) => (calls[index] ? [[id, calls[index]] as const] : [])));
}
