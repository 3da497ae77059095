import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Addresses that a stranger's URL must not make us talk to (RFC 6890 and friends, cloud metadata included). */
const inside = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  inside.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inside.addSubnet(net, bits, 'ipv6');
}

/** True for an address that is not on the public internet; IPv4 inside IPv6 counts as IPv4. */
export function isInsideAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  return inside.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Says what keeps a URL from being played, or undefined when audio is there. `allowInside` is for development, where
 * the audio may lie on this machine.
 */
export async function audioProblem(text: string, allowInside: boolean): Promise<string | undefined> {
  const url = new URL(text);
  if (!allowInside) {
    const addresses = await lookup(url.hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
    if (addresses.length === 0) return `The host ${url.hostname} does not exist.`;
    if (addresses.some(({ address }) => isInsideAddress(address))) return 'The address is not on the public internet.';
  }
  try {
    const response = await fetch(url, {
      redirect: 'error',
      signal: AbortSignal.timeout(5000),
      headers: { range: 'bytes=0-0' },
    });
    await response.body?.cancel();
    if (!response.ok) return `The address answers ${response.status}.`;
    const type = response.headers.get('content-type') ?? 'nothing';
    return /^audio\//i.test(type) ? undefined : `The address gives ${type} and not audio.`;
  } catch {
    return 'The address cannot be reached.';
  }
}
