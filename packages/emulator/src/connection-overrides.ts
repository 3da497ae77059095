/** What the fragment of a webhook URL says about time and retries. */
export interface Overrides {
  timeoutMs: number;
  retries: number;
  retriesStatus(status: number): boolean;
  /** By Twilio's error number: 11205 is a connection that failed, 11200 an answer that did not come in time. */
  retriesFailure(code: number): boolean;
}

/**
 * Reads `#rc=` (retries, 0 to 5, default 1), `#rp=` (what is tried again: 4xx 5xx ct rt all, default ct) and `#tt=` or
 * `#rt=` (milliseconds). Values out of range are ignored.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-21)
 */
export function overridesOf(url: string, defaultTimeoutMs: number): Overrides {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '');
  const policies = (fragment.get('rp') ?? 'ct').split(',');
  const retriesOn = (policy: string) => policies.includes(policy) || policies.includes('all');
  return {
    timeoutMs: numberIn(fragment.get('tt') ?? fragment.get('rt'), 100, 15_000) ?? defaultTimeoutMs,
    retries: numberIn(fragment.get('rc'), 0, 5) ?? 1,
    retriesStatus: (status) =>
      (status >= 500 && retriesOn('5xx')) || (status >= 400 && status < 500 && retriesOn('4xx')),
    retriesFailure: (code) => (code === 11205 && retriesOn('ct')) || (code === 11200 && retriesOn('rt')),
  };
}

function numberIn(text: string | null, least: number, most: number): number | undefined {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return value >= least && value <= most ? value : undefined;
}
