import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { Clock } from '@offhook/kit';

/** Counts requests with a bad signature by where they come from. Whoever signs rightly is never counted. */
export interface Forgeries {
  note(request: IncomingMessage): { isTooMany: boolean; seconds: number };
}

const burst = 20;
const windowMs = 60_000;
const mostAddresses = 10_000;

export function makeForgeries(clock: Clock, trustedProxies: string | undefined): Forgeries {
  // A proxy that is not on the list may claim any address for whoever stands behind it.
  const trusts = proxyAddress.compile(trustedProxies?.split(',').map((each) => each.trim()) ?? []);
  const sources = new Map<string, { tries: number; untilMs: number }>();
  return {
    note(request) {
      const nowMs = clock.nowMs();
      const address = proxyAddress(request, trusts);
      const known = sources.get(address);
      const source = known && known.untilMs > nowMs ? known : { tries: 0, untilMs: nowMs + windowMs };
      source.tries += 1;
      // The oldest go first: strangers with many addresses must not fill our memory.
      sources.delete(address);
      sources.set(address, source);
      for (const oldest of sources.keys()) {
        if (sources.size <= mostAddresses) break;
        sources.delete(oldest);
      }
      return { isTooMany: source.tries > burst, seconds: Math.ceil((source.untilMs - nowMs) / 1000) };
    },
  };
}
