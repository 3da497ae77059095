import { isFinal, type Placement } from '@offhook/contract';
import type { PlaceOutcome } from '#providers/carrier';
import type { CallFacts } from './call.ts';

/** What became of an attempt at the carrier. */
export type Settlement = PlaceOutcome | { outcome: 'not-placed' };

type Placed = CallFacts & { sid: string | null; placement: Placement };

/** The call after its attempt is settled; the same when there is nothing to settle any more. */
export function settled<Call extends Placed>(call: Call, settlement: Settlement, at: Date): Call {
  // Given up meanwhile: it stays so, and whoever placed it ends the call.
  if (isFinal(call.status)) return call;
  // The webhooks know better than an error on our way to the carrier.
  if (call.sid !== null) return call;
  if (settlement.outcome === 'placed') return { ...call, sid: settlement.sid, placement: 'placed' };
  if (settlement.outcome === 'unknown') return { ...call, placement: 'unknown' };
  const placement = settlement.outcome === 'refused' ? 'refused' : 'not-placed';
  return { ...call, placement, status: 'failed', endedAt: at, durationSeconds: 0, ...errorOf(settlement) };
}

function errorOf(settlement: Exclude<Settlement, { outcome: 'placed' | 'unknown' }>) {
  switch (settlement.outcome) {
    case 'refused':
      return { errorCode: settlement.code, errorMessage: settlement.message };
    case 'busy':
      return { errorCode: '20429', errorMessage: 'The carrier asked us to slow down.' };
    case 'not-placed':
      return { errorCode: 'not-placed', errorMessage: 'The carrier has no such call.' };
  }
}
