import type { Id } from '@offhook/kit';
import { noteTold, type Tx } from '#runtime/database/database';

const prefix = 'campaigns.wake ';

/** Has the runner of this process look at a campaign as soon as the transaction is committed. */
export function wakeRunner(tx: Tx, id: Id<'campaign'>): void {
  noteTold(tx, [prefix + id]);
}

/** The campaigns that a commit asks to look at. */
export function wokenBy(told: ReadonlySet<string>): string[] {
  return [...told].flatMap((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
}
