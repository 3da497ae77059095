import type { SsmlElement, SsmlNode } from '@offhook/twiml';
import { wordsFor } from './say-as.ts';

/** One thing after another: words said in one manner, or silence. */
export type Utterance = ({ text: string } & Manner) | { pauseMs: number };

/** How words are said, as factors: 1 is usual. */
export interface Manner {
  rate: number;
  pitch: number;
  gain: number;
}

const usual: Manner = { rate: 1, pitch: 1, gain: 1 };

// Amazon Polly ("break", 2026-11): weak and medium pause as after a comma, strong as after a sentence, x-strong as after
// a paragraph, at most ten seconds. How long those are, is ours.
const commaMs = 250;
const sentenceMs = 500;
const paragraphMs = 1000;
const longestPauseMs = 10_000;
const breakMs: Record<string, number> = {
  none: 0,
  'x-weak': 0,
  weak: commaMs,
  medium: commaMs,
  strong: sentenceMs,
  'x-strong': paragraphMs,
};

/**
 * What SSML asks a voice to do, in order. Words that touch and are said in one manner are one utterance, so that a mark
 * around a word does not break the sentence. A phoneme, a language and whatever no synthesiser here can do are said as
 * the words they hold.
 *
 * @example
 * planOf(['Your code is ', { ssml: 'say-as', 'interpret-as': 'digits', inside: ['42'] }]);
 * // [{ text: 'Your code is four, two', rate: 1, pitch: 1, gain: 1 }]
 */
export function planOf(nodes: readonly SsmlNode[]): Utterance[] {
  return tidied(nodes.flatMap((node) => utterancesOf(node, usual)));
}

function utterancesOf(node: SsmlNode, manner: Manner): Utterance[] {
  if (typeof node === 'string') return [{ text: node, ...manner }];
  const inside = (changed: Manner = manner) => (node.inside ?? []).flatMap((child) => utterancesOf(child, changed));
  switch (node.ssml) {
    case 'break':
      return [{ pauseMs: pauseOf(node) }];
    case 'p':
      return [{ pauseMs: 0 }, ...inside(), { pauseMs: paragraphMs }];
    case 's':
      return [{ pauseMs: 0 }, ...inside(), { pauseMs: sentenceMs }];
    case 'emphasis':
      return inside(emphasised(manner, node.level));
    case 'prosody':
      return inside(withProsody(manner, node));
    case 'say-as':
      return [{ text: wordsFor(textIn(node), node['interpret-as'], node.format), ...manner }];
    case 'sub':
      return [{ text: node.alias ?? textIn(node), ...manner }];
    default:
      return inside();
  }
}

function textIn(node: SsmlElement): string {
  return (node.inside ?? []).map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

function pauseOf({ time, strength }: SsmlElement & { ssml: 'break' }): number {
  const [, amount, unit] = /^\+?(\d+(?:\.\d+)?)(ms|s)$/.exec(time?.trim() ?? '') ?? [];
  if (amount !== undefined) return Math.min(longestPauseMs, Math.round(Number(amount) * (unit === 's' ? 1000 : 1)));
  return breakMs[strength ?? 'medium'] ?? commaMs;
}

// Polly says emphasised words louder and slower, reduced ones softer and faster ("emphasis", 2026-11), without figures.
function emphasised(manner: Manner, level: string | undefined): Manner {
  if (level === 'strong') return { ...manner, rate: manner.rate * 0.85, gain: manner.gain * 1.5 };
  if (level === 'reduced') return { ...manner, rate: manner.rate * 1.1, gain: manner.gain * 0.7 };
  return { ...manner, rate: manner.rate * 0.92, gain: manner.gain * 1.25 };
}

function withProsody(manner: Manner, { rate, pitch, volume }: SsmlElement & { ssml: 'prosody' }): Manner {
  return {
    rate: manner.rate * rateOf(rate),
    pitch: manner.pitch * pitchOf(pitch),
    gain: manner.gain * gainOf(volume),
  };
}

const rates: Record<string, number> = { 'x-slow': 0.5, slow: 0.75, medium: 1, fast: 1.25, 'x-fast': 1.75 };
const pitches: Record<string, number> = { 'x-low': 0.7, low: 0.85, medium: 1, high: 1.15, 'x-high': 1.35 };
const gains: Record<string, number> = { silent: 0, 'x-soft': 0.3, soft: 0.6, medium: 1, loud: 1.5, 'x-loud': 2 };

// A percentage is of the usual rate, a signed one comes on top of it; Polly takes 20 to 200 %.
function rateOf(text = 'medium'): number {
  const [, sign, amount] = /^([-+]?)(\d+(?:\.\d+)?)%$/.exec(text) ?? [];
  if (amount === undefined) return rates[text] ?? 1;
  return Math.min(2, Math.max(0.2, sign ? 1 + Number(`${sign}${amount}`) / 100 : Number(amount) / 100));
}

function pitchOf(text = 'medium'): number {
  const [, amount, unit] = /^([-+]?\d+(?:\.\d+)?)(%|st)$/.exec(text) ?? [];
  if (amount === undefined) return pitches[text] ?? 1;
  return unit === 'st' ? 2 ** (Number(amount) / 12) : Math.max(0.5, 1 + Number(amount) / 100);
}

function gainOf(text = 'medium'): number {
  const [, decibels] = /^([-+]?\d+(?:\.\d+)?)dB$/i.exec(text) ?? [];
  return decibels === undefined ? (gains[text] ?? 1) : Math.min(4, 10 ** (Number(decibels) / 20));
}

// Joins what belongs together; leaves out empty words and pauses of no length.
function tidied(utterances: Utterance[]): Utterance[] {
  const result: Utterance[] = [];
  for (const next of utterances) {
    const last = result.at(-1);
    if ('text' in next && last && 'text' in last && isSameManner(last, next)) last.text += next.text;
    else if ('pauseMs' in next && last && 'pauseMs' in last) last.pauseMs += next.pauseMs;
    else result.push({ ...next });
  }
  return result
    .map((part) => ('text' in part ? { ...part, text: part.text.replace(/\s+/g, ' ').trim() } : part))
    .filter((part) => ('text' in part ? part.text !== '' : part.pauseMs > 0));
}

function isSameManner(a: Manner, b: Manner): boolean {
  return a.rate === b.rate && a.pitch === b.pitch && a.gain === b.gain;
}
