import { formatId, type Id } from '@offhook/kit';
import type { CallWish } from './wish.ts';

/** What is kept for placing a call anew: the wish as it was understood, and who had it. */
export interface KeptWish {
  by: string;
  wish: CallWish;
}

/** Numbers and people are fixed at the first time; what is said and whose phone rings is read anew each time. */
export function keptWish(
  { idempotencyKey, retryOf, ...wish }: CallWish,
  by: { name: string; personId: Id<'person'> | null },
  { from, to }: { from: string; to: string },
): KeptWish {
  const { connect, retry } = wish;
  const ownPhone = connect && connect.phone === undefined && connect.person_id === undefined && by.personId;
  const times = (retry?.times ?? 0) - 1;
  return {
    by: by.name,
    wish: {
      ...wish,
      from,
      to,
      connect: connect && ownPhone ? { ...connect, person_id: formatId('person', ownPhone) } : connect,
      retry: retry && times > 0 ? { ...retry, times } : undefined,
    },
  };
}
