import type { LookupAddress } from 'node:dns';
import { lookup, Resolver } from 'node:dns';
import { readFileSync } from 'node:fs';
import type { LookupFunction } from 'node:net';
import { join } from 'node:path';

/**
 * Finds the addresses of a host without the four threads that files and `dns.lookup` share: names that nobody answers for
 * would hold them up for everybody. It asks for so long, and then it is over. Names of the hosts file are looked up there.
 *
 * @param servers instead of those of the machine, such as `127.0.0.1:5353`
 */
export function makeResolveHost(servers?: readonly string[]): LookupFunction {
  return (hostname, options, answer) => {
    if (isOnThisMachine(hostname)) return lookup(hostname, options, answer);
    resolved(hostname, familiesOf(options.family), servers).then(
      (found) => {
        const [first] = found;
        if (options.all) answer(null, found);
        else answer(null, first?.address ?? '', first?.family);
      },
      (error: NodeJS.ErrnoException) => answer(error, '', 0),
    );
  };
}

/** With two tries that double, a host whose servers are silent is given up after about three seconds. */
const patience = { timeout: 1000, tries: 2 };

async function resolved(
  hostname: string,
  families: readonly (4 | 6)[],
  servers: readonly string[] | undefined,
): Promise<LookupAddress[]> {
  const resolver = new Resolver(patience);
  if (servers) resolver.setServers(servers);
  const answers = await Promise.allSettled(families.map((family) => ask(resolver, hostname, family)));
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (found.length > 0) return found;
  const reasons: NodeJS.ErrnoException[] = answers.flatMap((answer) =>
    answer.status === 'rejected' ? [answer.reason] : [],
  );
  // A host with addresses of neither family is none that could be asked.
  const isUnknown = reasons.every(({ code }) => code === 'ENOTFOUND' || code === 'ENODATA');
  throw isUnknown ? Object.assign(new Error(`${hostname} has no address`), { code: 'ENOTFOUND' }) : reasons[0];
}

function ask(resolver: Resolver, hostname: string, family: 4 | 6): Promise<LookupAddress[]> {
  return new Promise((resolve, reject) => {
    const answered = (error: NodeJS.ErrnoException | null, addresses: string[]) =>
      error ? reject(error) : resolve(addresses.map((address) => ({ address, family })));
    if (family === 4) resolver.resolve4(hostname, answered);
    else resolver.resolve6(hostname, answered);
  });
}

function familiesOf(family: number | 'IPv4' | 'IPv6' | undefined): (4 | 6)[] {
  if (family === 4 || family === 'IPv4') return [4];
  return family === 6 || family === 'IPv6' ? [6] : [4, 6];
}

const hostsFile =
  process.platform === 'win32'
    ? join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'drivers', 'etc', 'hosts')
    : '/etc/hosts';

/** Read at once, and not by one of the threads: it has a few lines. */
function isOnThisMachine(hostname: string): boolean {
  const host = hostname.toLowerCase();
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  try {
    return readFileSync(hostsFile, 'utf8')
      .split('\n')
      .some((line) => line.replace(/#.*/, '').toLowerCase().trim().split(/\s+/).slice(1).includes(host));
  } catch {
    return false;
  }
}
