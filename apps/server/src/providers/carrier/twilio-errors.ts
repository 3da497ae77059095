/** The carrier asks to wait: it has not looked at the request. */
export class SlowDown extends Error {
  override name = 'SlowDown';
  readonly seconds: number;
  constructor(seconds: number) {
    super(`The carrier asks to wait ${seconds} s.`);
    this.seconds = seconds;
  }
}

/** By the `Retry-After` of its answer. */
export function slowDown(retryAfter: unknown): SlowDown {
  return new SlowDown(secondsToWait(retryAfter));
}

const usualWaitSeconds = 1;
const longestWaitSeconds = 300;

// Seconds or a date (RFC 9110, section 10.2.3); a date would have to be read by the carrier's clock, and Twilio sends none.
function secondsToWait(given: unknown): number {
  const seconds = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : usualWaitSeconds;
  return Math.min(longestWaitSeconds, Math.max(usualWaitSeconds, seconds));
}

/** The carrier has understood the request and did nothing; after a 5xx or a 408 it may have. */
export function isCertainNo(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500 && status !== 408;
}

export async function orMissing<T>(work: Promise<T>): Promise<T | undefined> {
  return work.catch((error: unknown) => {
    if (statusOf(error) === 404) return undefined;
    throw error;
  });
}

export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : undefined;
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'none';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
