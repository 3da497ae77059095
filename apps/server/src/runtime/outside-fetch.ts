import { lookup } from 'node:dns';
import { get as httpGet } from 'node:http';
import { get as httpsGet } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

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
 * Says what keeps a URL from being played, or undefined when audio is there. The address that was checked is the one
 * that is connected to, and no redirect is followed. `allowInside` is for development, where the audio may lie on this
 * machine.
 */
export async function audioProblem(text: string, allowInside: boolean): Promise<string | undefined> {
  const url = new URL(text);
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!allowInside && isIP(literal) !== 0 && isInsideAddress(literal)) return insideSentence;
  try {
    const { status, type } = await head(url, allowInside ? lookup : publicLookup);
    if (status < 200 || status > 299) return `The address answers ${status}.`;
    return /^audio\//i.test(type) ? undefined : `The address gives ${type} and not audio.`;
  } catch (error) {
    if (error instanceof InsideAddress) return insideSentence;
    const isUnknown = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
    return isUnknown ? `The host ${url.hostname} does not exist.` : 'The address cannot be reached.';
  }
}

const insideSentence = 'The address is not on the public internet.';

class InsideAddress extends Error {
  override name = 'InsideAddress';
}

function head(url: URL, resolveHost: LookupFunction): Promise<{ status: number; type: string }> {
  const get = url.protocol === 'https:' ? httpsGet : httpGet;
  const options = { lookup: resolveHost, headers: { range: 'bytes=0-0' }, signal: AbortSignal.timeout(5000) };
  return new Promise((resolve, reject) => {
    const request = get(url, options, (response) => {
      resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? 'nothing' });
      response.destroy();
    });
    request.on('error', reject);
  });
}

// One address inside among several is a no: which of them is used is not ours to say.
const publicLookup: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const inside = error ? undefined : addresses.find(({ address }) => isInsideAddress(address));
    const first = addresses?.[0];
    if (error || !first) answer(error ?? new Error('no address'), '', 0);
    else if (inside) answer(new InsideAddress(hostname), '', 0);
    else if (options.all) answer(null, addresses);
    else answer(null, first.address, first.family);
  });
};
