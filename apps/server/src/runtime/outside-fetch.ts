import { lookup } from 'node:dns';
import { get as httpGet, type IncomingMessage } from 'node:http';
import { get as httpsGet } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { Config } from './config.ts';

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

/** Where a stranger's URL may lead to: `inside` and `http` are for development, where the audio may lie on this machine. */
export interface OutsideRules {
  inside: boolean;
  http: boolean;
  resolveHost?: LookupFunction;
}

/** Where the emulator plays the carrier, audio may lie on this machine; never where real people are served. */
export function mayLeadInside({
  carrier,
  production,
}: Pick<Config, 'production'> & { carrier: { mode: string } }): boolean {
  return carrier.mode === 'emulator' && !production;
}

/**
 * Says what keeps a URL from being played, or undefined when audio is there. The address that was checked is the one
 * that is connected to, and no redirect is followed.
 */
export async function audioProblem(text: string, allowInside: boolean): Promise<string | undefined> {
  const opened = await open(text, { inside: allowInside, http: true }, { range: 'bytes=0-0' });
  if ('problem' in opened) return opened.problem;
  const type = opened.response.headers['content-type'] ?? 'nothing';
  opened.response.destroy();
  return /^audio\//i.test(type) ? undefined : `The address gives ${type} and not audio.`;
}

/** What lies at a URL, under the same rules; whoever reads it sets an end to its size and its time. */
export async function openOutside(
  text: string,
  rules: OutsideRules,
): Promise<{ content: Readable; statedBytes: number } | { problem: string }> {
  const opened = await open(text, rules, {});
  if ('problem' in opened) return opened;
  return { content: opened.response, statedBytes: Number(opened.response.headers['content-length'] ?? 0) };
}

type Opened = { response: IncomingMessage } | { problem: string };

async function open(text: string, rules: OutsideRules, headers: Record<string, string>): Promise<Opened> {
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(rules.http && url.protocol === 'http:')) {
    return { problem: 'The address does not begin with https.' };
  }
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!rules.inside && isIP(literal) !== 0 && isInsideAddress(literal)) return { problem: insideSentence };
  try {
    const resolveHost = rules.resolveHost ?? lookup;
    const response = await get(url, rules.inside ? resolveHost : publicOnly(resolveHost), headers);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status <= 299) return { response };
    response.destroy();
    return { problem: `The address answers ${status}.` };
  } catch (error) {
    if (error instanceof InsideAddress) return { problem: insideSentence };
    const isUnknown = error instanceof Error && 'code' in error && error.code === 'ENOTFOUND';
    return { problem: isUnknown ? `The host ${url.hostname} does not exist.` : 'The address cannot be reached.' };
  }
}

const insideSentence = 'The address is not on the public internet.';

class InsideAddress extends Error {
  override name = 'InsideAddress';
}

function get(url: URL, resolveHost: LookupFunction, headers: Record<string, string>): Promise<IncomingMessage> {
  const ask = url.protocol === 'https:' ? httpsGet : httpGet;
  const waiting = new AbortController();
  // No connection is shared: another's may lead where this one must not.
  const options = { lookup: resolveHost, headers, agent: false, signal: waiting.signal };
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(answerLimitMs);
    const giveUp = () => waiting.abort();
    limit.addEventListener('abort', giveUp);
    const request = ask(url, options, (response) => {
      limit.removeEventListener('abort', giveUp);
      resolve(response);
    });
    request.on('error', reject);
  });
}

/** For the head of an answer; how long its body may take is said by whoever reads it. */
const answerLimitMs = 5000;

// One address inside among several is a no: which of them is used is not ours to say.
function publicOnly(resolveHost: LookupFunction): LookupFunction {
  return (hostname, options, answer) => {
    resolveHost(hostname, { ...options, all: true }, (error, found) => {
      const addresses = typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
      const inside = error ? undefined : addresses.find(({ address }) => isInsideAddress(address));
      const first = addresses?.[0];
      if (error || !first) answer(error ?? new Error('no address'), '', 0);
      else if (inside) answer(new InsideAddress(hostname), '', 0);
      else if (options.all) answer(null, addresses);
      else answer(null, first.address, first.family);
    });
  };
}
