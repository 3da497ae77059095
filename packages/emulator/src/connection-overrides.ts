import type { Retriable } from './webhooks/failure.ts';
import { WebhookFailed } from './webhooks/failure.ts';

/** What the fragment of a webhook URL says about time and retries. All times in milliseconds of the wall. */
export interface Overrides {
  connectMs: number;
  /** Until the first packet of the answer, and between its packets. */
  readMs: number;
  /** For everything, retries included. */
  totalMs: number;
  retries: number;
  retriesStatus(status: number): boolean;
  retriesFailure(retriable: Retriable | undefined): boolean;
  /** Whether TLS names the host that it wants. */
  sendsServerName: boolean;
}

/**
 * Reads `#ct=` (connect), `#rt=` (read) and `#tt=` (total; milliseconds), `#rc=` (retries, 0 to 5, default 1), `#rp=` (what
 * is tried again: 4xx 5xx ct rt all, default ct), `#e=` (edges, which make no difference here) and `#sni=` (y or n).
 * Numbers out of range are ignored. Throws {@link WebhookFailed}: 11240 for what names no edge, 11241 for an edge that does
 * not exist, 11242 for one over Interconnect, 11243 for an unknown retry policy.
 *
 * @see https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides (read 2026-11-21)
 */
export function overridesOf(url: string, defaultTimeoutMs: number): Overrides {
  const fragment = new URLSearchParams(url.split('#')[1] ?? '');
  checkEdges(url, fragment.get('e'));
  const policies = (fragment.get('rp') ?? 'ct').split(',');
  if (!policies.every((policy) => knownPolicies.has(policy))) {
    throw new WebhookFailed(
      11243,
      url,
      `rp=${fragment.get('rp')} is no retry policy; it is a list of 4xx, 5xx, ct, rt, all`,
    );
  }
  const retriesOn = (policy: string) => policies.includes(policy) || policies.includes('all');
  return {
    connectMs: numberIn(fragment.get('ct'), 100, 10_000) ?? 5000,
    readMs: numberIn(fragment.get('rt'), 100, 15_000) ?? defaultTimeoutMs,
    totalMs: numberIn(fragment.get('tt'), 100, 15_000) ?? defaultTimeoutMs,
    retries: numberIn(fragment.get('rc'), 0, 5) ?? 1,
    retriesStatus: (status) =>
      (status >= 500 && retriesOn('5xx')) || (status >= 400 && status < 500 && retriesOn('4xx')),
    retriesFailure: (retriable) => (retriable ? retriesOn(retriable) : policies.includes('all')),
    sendsServerName: fragment.get('sni') !== 'n',
  };
}

const knownPolicies = new Set(['4xx', '5xx', 'ct', 'rt', 'all']);

// https://www.twilio.com/docs/global-infrastructure/edge-locations (read 2026-11-21)
const edges = new Set('ashburn dublin frankfurt sao-paulo singapore sydney tokyo umatilla roaming'.split(' '));

function checkEdges(url: string, list: string | null): void {
  for (const edge of list?.split(',') ?? []) {
    if (!/^[a-z]+(-[a-z]+)*$/.test(edge)) throw new WebhookFailed(11240, url, `e=${list} does not name an edge`);
    if (edge.endsWith('-ix')) throw new WebhookFailed(11242, url, `${edge}: there is no Interconnect here`);
    if (!edges.has(edge)) throw new WebhookFailed(11241, url, `There is no edge '${edge}'`);
  }
}

function numberIn(text: string | null, least: number, most: number): number | undefined {
  const value = text === null || text === '' ? Number.NaN : Number(text);
  return value >= least && value <= most ? value : undefined;
}
