import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';

/** Addresses that a server must not be sent to, or that are read by everybody on the way. */
export function addressProblems({ places }: Drawing): FlowProblem[] {
  return places.flatMap((place) => {
    const { kind, reading } = place;
    if (!kind?.refers || reading.issues) return [];
    const references = kind.refers(reading.data).filter((reference) => reference.kind === 'url');
    return references.flatMap(({ field, id }) => problemWith(place, field, id));
  });
}

function problemWith(place: Place, field: string, text: string): FlowProblem[] {
  const title = titleOf(place);
  const url = URL.parse(text);
  if (!url) {
    const sentence = `${title} has an address that cannot be used. Give one such as https://example.com/customers.`;
    return [problemAt(place, 'error', { code: 'wrong-value', field, sentence })];
  }
  if (isPrivateHost(url.hostname)) {
    const sentence = `${title} asks ${url.hostname}, which lies inside a private network. Give a public address.`;
    return [problemAt(place, 'error', { code: 'private-address', field, sentence })];
  }
  if (url.protocol === 'https:') return [];
  const sentence = `${title} asks without encryption: everybody on the way can read it. Use https:// if there is one.`;
  return [problemAt(place, 'warning', { code: 'plain-http', field, sentence })];
}

/**
 * Whether a host, as `URL` writes it, names this machine or its network. URL has turned decimal, hexadecimal, octal and
 * short forms of IPv4 into four numbers by then (https://url.spec.whatwg.org/#concept-ipv4-parser, read 2026-11-21).
 * What a public name resolves to is looked at when the request is made.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (host.startsWith('[')) return isPrivateV6(wordsOfV6(host.slice(1, -1)));
  const parts = host.split('.');
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part))) return isPrivateV4(parts.map(Number));
  return parts.length === 1 || insideNames.has(parts.at(-1) ?? '') || host.endsWith('.home.arpa');
}

// Special-use names (https://www.iana.org/assignments/special-use-domain-names, read 2026-11-21) and what routers use.
const insideNames = new Set(['localhost', 'local', 'internal', 'intranet', 'lan', 'home', 'corp', 'test', 'invalid']);

// https://www.iana.org/assignments/iana-ipv4-special-registry, read 2026-11-21
function isPrivateV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  if (a === 0 || a === 10 || a === 127 || a >= 224) return true;
  if (a === 100) return b >= 64 && b < 128;
  if (a === 169) return b === 254;
  if (a === 172) return b >= 16 && b < 32;
  if (a === 192) return b === 168 || (b === 0 && (c === 0 || c === 2));
  if (a === 198) return b === 18 || b === 19 || (b === 51 && c === 100);
  return a === 203 && b === 0 && c === 113;
}

// https://www.iana.org/assignments/iana-ipv6-special-registry, read 2026-11-21
function isPrivateV6(words: readonly number[]): boolean {
  const [first = 0, second = 0] = words;
  const last = words.slice(6).flatMap((word) => [word >> 8, word & 255]);
  if (words.slice(0, 5).every((word) => word === 0)) {
    // ::, ::1, and IPv4 inside IPv6.
    return words[5] !== 0xffff || isPrivateV4(last);
  }
  if (first === 0x64 && second === 0xff9b) return isPrivateV4(last);
  if (first === 0x2002) return isPrivateV4(words.slice(1, 3).flatMap((word) => [word >> 8, word & 255]));
  if (first === 0x2001 && (second === 0xdb8 || second < 0x200)) return true;
  if (first === 0x3fff && second < 0x1000) return true;
  // Everything that is public lies in 2000::/3.
  return first < 0x2000 || first >= 0x4000;
}

/** `URL` writes IPv6 in its short form, with hexadecimal words only. */
function wordsOfV6(text: string): number[] {
  const [head = '', tail] = text.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - before.length - after.length }, () => '0');
  return [...before, ...zeros, ...after].map((word) => Number.parseInt(word, 16));
}
