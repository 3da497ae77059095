import type { placeCall } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { z } from 'zod';
import type { TakenSeat } from '#features/seats';

/** What somebody wants to be called about, from whichever route. */
export type CallWish = z.output<typeof placeCall.body> & {
  /** Connects whoever answers to a seat of the campaign; `taken`: the seat that was taken for it before. */
  seats?: { campaignId: Id<'campaign'>; taken?: TakenSeat | undefined } | undefined;
  /** The message has variables, which are filled in from the contact. */
  fillsMessage?: boolean | undefined;
  /** The line is held until machine detection has said who answered, also when all is said before. */
  awaitsVerdict?: boolean | undefined;
  /** A call flow that takes over once somebody answers. */
  flow_id?: string | undefined;
  /** S3's click-to-call says "please hold" after the message. */
  hold?: boolean | undefined;
  idempotencyKey?: string | undefined;
  /** Of a call that is placed anew: the one before it, and by whose right. */
  retryOf?: { callId: Id<'call'>; personId: Id<'person'> | null; keyId: Id<'key'> | null } | undefined;
};
