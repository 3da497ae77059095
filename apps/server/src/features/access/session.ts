/** How long things last. */
export const sessionDays = 30;
export const linkHours = { 'sign-in': 24, invitation: 7 * 24, 'password-reset': 1 } as const;
export type LinkKind = keyof typeof linkHours;

/** Tries allowed in a quarter of an hour: an account is guessed at by few addresses, an address serves many people. */
export const tryLimits = { account: 10, address: 100 } as const;
export const tryWindowMs = 15 * 60_000;

export function hoursAfter(at: Date, hours: number): Date {
  return new Date(at.getTime() + hours * 3_600_000);
}

/** What a refresh token means for its session: two tabs may refresh with the same token within a minute. */
export function judgeRefresh(
  session: {
    refreshHash: Uint8Array;
    previousRefreshHash: Uint8Array | null;
    rotatedAt: Date;
    expiresAt: Date;
    endedAt: Date | null;
  },
  hash: Uint8Array,
  now: Date,
): 'rotate' | 'accept' | 'stolen' | 'ended' {
  if (session.endedAt || session.expiresAt <= now) return 'ended';
  if (same(session.refreshHash, hash)) return 'rotate';
  const fresh = now.getTime() - session.rotatedAt.getTime() < 60_000;
  if (session.previousRefreshHash && same(session.previousRefreshHash, hash) && fresh) return 'accept';
  return 'stolen';
}

// Hashes of long random tokens: how long the comparison takes tells nothing.
function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

/** API keys look like `ohk_…`, so that a leaked one is recognised. */
export const keyPrefix = 'ohk_';
