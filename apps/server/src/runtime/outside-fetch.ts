import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import type { Readable } from 'node:stream';
import type { Config } from './config.ts';
import { makeResolveHost } from './resolve-host.ts';

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

const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
/** Everything of IPv6 that is public lies here (https://www.iana.org/assignments/ipv6-address-space). */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
/** But not these (https://www.iana.org/assignments/iana-ipv6-special-registry). */
const special = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special.addSubnet(net, bits, 'ipv6');
}

/** True for an address that is not on the public internet; IPv4 mapped into IPv6 counts as IPv4, in other disguises not. */
export function isInsideAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return inside.check(address, 'ipv4');
  if (family !== 6) return true;
  // A list of IPv4 also knows them as IPv6 maps them.
  if (mapped.check(address, 'ipv6')) return inside.check(address, 'ipv6');
  return !global.check(address, 'ipv6') || special.check(address, 'ipv6');
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
  const opened = mustBeGood(await open(text, { inside: allowInside, http: true }, reading({ range: 'bytes=0-0' })));
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
  const opened = mustBeGood(await open(text, rules, reading({})));
  if ('problem' in opened) return opened;
  return { content: opened.response, statedBytes: Number(opened.response.headers['content-length'] ?? 0) };
}

/** A question to a stranger's system, and how long and how much its answer may be. */
export interface Question extends Asking {
  limitMs: number;
  limitBytes: number;
}

/** Asks a stranger's system under the same rules. Any status is an answer; none in time, or one too long, is a problem. */
export async function askOutside(
  text: string,
  rules: OutsideRules,
  { limitMs, limitBytes, ...asking }: Question,
): Promise<{ status: number; text: string } | { problem: string }> {
  const ending = AbortSignal.timeout(limitMs);
  const slow = { problem: `No answer within ${limitMs} ms.` };
  const opened = await open(text, rules, { ...asking, signal: ending });
  if ('problem' in opened) return ending.aborted ? slow : opened;
  const { response } = opened;
  const pieces: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const piece of response) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > limitBytes) return { problem: `The answer is longer than ${limitBytes} bytes.` };
    }
  } catch {
    return ending.aborted ? slow : { problem: 'The answer broke off.' };
  } finally {
    response.destroy();
  }
  return { status: response.statusCode ?? 0, text: Buffer.concat(pieces).toString('utf8') };
}

interface Asking {
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string | null;
  signal?: AbortSignal;
}

const reading = (headers: Record<string, string>): Asking => ({ method: 'GET', headers, body: null });

type Opened = { response: IncomingMessage } | { problem: string };

function mustBeGood(opened: Opened): Opened {
  if ('problem' in opened) return opened;
  const status = opened.response.statusCode ?? 0;
  if (status >= 200 && status <= 299) return opened;
  opened.response.destroy();
  return { problem: `The address answers ${status}.` };
}

async function open(text: string, rules: OutsideRules, asking: Asking): Promise<Opened> {
  if (!URL.canParse(text)) return { problem: 'This is no address.' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(rules.http && url.protocol === 'http:')) {
    return { problem: 'The address does not begin with https.' };
  }
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!rules.inside && isIP(literal) !== 0 && isInsideAddress(literal)) return { problem: insideSentence };
  try {
    const resolveHost = rules.resolveHost ?? makeResolveHost();
    return { response: await ask(url, rules.inside ? resolveHost : publicOnly(resolveHost), asking) };
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

function ask(url: URL, resolveHost: LookupFunction, asking: Asking): Promise<IncomingMessage> {
  const begin = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const waiting = new AbortController();
  const { method, body, headers } = asking;
  const signal = asking.signal ? AbortSignal.any([waiting.signal, asking.signal]) : waiting.signal;
  // No connection is shared: another's may lead where this one must not.
  const options = { method, lookup: resolveHost, headers, agent: false, signal };
  return new Promise((resolve, reject) => {
    const limit = AbortSignal.timeout(answerLimitMs);
    const giveUp = () => waiting.abort();
    limit.addEventListener('abort', giveUp);
    const request = begin(url, options, (response) => {
      limit.removeEventListener('abort', giveUp);
      resolve(response);
    });
    request.on('error', reject);
    request.end(body ?? undefined);
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
