import type {
  AttemptOutcome,
  CallStatus,
  CampaignSettings,
  NotDialled,
  Placement,
  ProspectState,
} from '@offhook/contract';

/** Of an ended call what its outcome follows from. */
export interface EndedCall {
  status: CallStatus;
  placement: Placement;
  answeredByMachine: boolean;
  abandoned: boolean;
  errorCode: string | null;
  errorMessage: string | null;
}

/** Twilio's "not found", noted for a call that the carrier forgot: nobody knows how it went. */
const forgottenCode = '20404';

/** How an attempt ended; `not-placed`: the carrier surely never had it, so that it counts for nothing. */
export function outcomeOf(call: EndedCall): AttemptOutcome | 'not-placed' {
  if (call.placement === 'not-placed') return 'not-placed';
  if (call.errorCode === forgottenCode) return 'unknown';
  switch (call.status) {
    case 'completed':
      if (call.answeredByMachine) return 'machine';
      return call.abandoned ? 'abandoned' : 'human';
    case 'busy':
    case 'no-answer':
    case 'canceled':
      return call.status;
    default:
      return 'failed';
  }
}

export interface ProspectAfter {
  state: ProspectState;
  nextAt: Date | null;
  reason: NotDialled | null;
}

type Retries = Pick<CampaignSettings, 'max_attempts' | 'retry_minutes'>;

/** What becomes of a prospect after an attempt. `attempts`: how many there were, this one included. */
export function afterAttempt(
  { max_attempts, retry_minutes }: Retries,
  {
    outcome,
    attempts,
    endedAt,
    call,
  }: {
    outcome: AttemptOutcome | 'not-placed';
    attempts: number;
    endedAt: Date;
    call: Pick<EndedCall, 'placement' | 'errorCode' | 'errorMessage'>;
  },
): ProspectAfter {
  if (outcome === 'not-placed') return { state: 'waiting', nextAt: endedAt, reason: null };
  if (call.placement === 'refused' && isOfNumber(call.errorCode)) {
    const message = call.errorMessage ?? 'The carrier cannot call this number.';
    return {
      state: 'skipped',
      nextAt: null,
      reason: { code: 'calls.carrier_refused', message, rule: null, until: null },
    };
  }
  if (outcome === 'human' || attempts >= max_attempts) return { state: 'done', nextAt: null, reason: null };
  const minutes = retry_minutes[outcome === 'canceled' || outcome === 'unknown' ? 'failed' : outcome];
  if (minutes === null) return { state: 'done', nextAt: null, reason: null };
  return { state: 'waiting', nextAt: new Date(endedAt.getTime() + minutes * 60_000), reason: null };
}

/**
 * What the carrier refuses because of the number that is called: invalid, not valid, not reachable by voice, blocked, and
 * countries that the account may not call (https://www.twilio.com/docs/api/errors, read 2026-11-21).
 */
const ofNumber = new Set([
  '13223',
  '13224',
  '13225',
  '13226',
  '13227',
  '21211',
  '21214',
  '21215',
  '21216',
  '21217',
  '21401',
]);

/** True when the carrier refused this one number, and will refuse it again. */
export function isOfNumber(code: string | null): boolean {
  return code !== null && ofNumber.has(code);
}
