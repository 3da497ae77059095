import type { ProspectState, SeatState } from '@offhook/contract';

interface PreviewFacts {
  /** undefined: not known yet. */
  seat: SeatState | undefined;
  hasPhone: boolean;
  prospect: { state: ProspectState; now: { allowed: boolean } } | undefined;
}

interface Hindrance {
  words: string;
  /** Whoever looks can put it right themselves, in their own seat. */
  isOwnSeat: boolean;
}

/** Why whoever looks at a prospect cannot call them now; undefined: they can, they do, or it is not known yet. */
export function whyNoCall({ seat, hasPhone, prospect }: PreviewFacts): Hindrance | undefined {
  if (!prospect || !seat || prospect.state === 'dialling') return undefined;
  const them = whyNotThem(prospect);
  if (them) return { words: them, isOwnSeat: false };
  const you = whyNotYou(seat, hasPhone);
  return you ? { words: you, isOwnSeat: seat !== 'on-call' } : undefined;
}

function whyNotThem({ state, now }: NonNullable<PreviewFacts['prospect']>): string | undefined {
  if (state === 'done') return 'The call is over.';
  if (state === 'skipped') return 'They are left out.';
  return now.allowed ? undefined : 'They may not be called now.';
}

function whyNotYou(seat: SeatState, hasPhone: boolean): string | undefined {
  if (!hasPhone) return 'Whoever answers is connected to your own phone, and your profile has none.';
  if (seat === 'away') return 'You are away. Whoever answers is connected to you, so be ready first.';
  if (seat === 'wrap-up') return 'You are wrapping up your last call.';
  return seat === 'on-call' ? 'You are on a call.' : undefined;
}
