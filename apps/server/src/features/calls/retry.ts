import type { CallStatus, Placement } from '@offhook/contract';
import { formatId, type Id } from '@offhook/kit';
import type { CallWish } from './wish.ts';
import { asksNotToCall } from './work.ts';

/** What is kept for placing a call anew: the wish as it was understood, and who had it. */
export interface KeptWish {
  by: string;
  keyId: Id<'key'> | null;
  wish: CallWish;
}

/** Numbers and people are fixed at the first time; what is said and whose phone rings is read anew each time. */
export function keptWish(
  { idempotencyKey, retryOf, ...wish }: CallWish,
  by: { name: string; personId: Id<'person'> | null; keyId: Id<'key'> | null },
  { from, to }: { from: string; to: string },
): KeptWish {
  const { connect, retry } = wish;
  const ownPhone = connect && connect.phone === undefined && connect.person_id === undefined && by.personId;
  const times = (retry?.times ?? 0) - 1;
  return {
    by: by.name,
    keyId: by.keyId,
    wish: {
      ...wish,
      from,
      to,
      connect: connect && ownPhone ? { ...connect, person_id: formatId('person', ownPhone) } : connect,
      retry: retry && times > 0 ? { ...retry, times } : undefined,
    },
  };
}

interface Ended {
  placement: Placement;
  status: CallStatus;
  errorCode: string | null;
  hangUpWantedAt: Date | null;
}

/** True of an end that the policy is for. Of unknown fate, or surely never at the carrier, says nothing about anybody. */
export function isOfPolicy({ placement, status }: Ended, afterOutcomes: readonly string[]): boolean {
  return placement === 'placed' && afterOutcomes.includes(status);
}

/** What keeps a call from being placed anew although its policy says so. `dispositions`: of all calls with the number. */
export function objection({ errorCode, hangUpWantedAt }: Ended, dispositions: readonly string[]): string | undefined {
  if (errorCode === forgottenCode) return 'the carrier no longer knows the call, so nobody knows how it ended.';
  if (hangUpWantedAt) return 'somebody here hung up.';
  return dispositions.some(asksNotToCall) ? 'whoever was called asked not to be called.' : undefined;
}

/** Twilio's "not found", which we note for a call that the carrier forgot. */
const forgottenCode = '20404';
