import type { FlowProblem } from '../problem.ts';
import { longestValue } from '../variables.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';
import { flowsFrom } from './ways.ts';

// A carrier takes a document of up to 64 kB: Twilio's error 11750.
const [uneasyBytes, tooManyBytes] = [40_000, 60_000];

/** Everything that is said between two waits travels in one document, which must not be larger than a carrier takes. */
export function stretchProblems(
  { places, start }: Drawing,
  flowAt: (flowId: string) => Drawing | undefined,
): FlowProblem[] {
  if (!start) return [];
  const begins = new Set([start, ...places.filter(isWait).flatMap(({ ways }) => ways.map(({ to }) => to))]);
  const bytesFrom = longestWays(begins, flowAt);
  const [longest] = [...begins].toSorted((one, other) => (bytesFrom.get(other) ?? 0) - (bytesFrom.get(one) ?? 0));
  const bytes = (longest && bytesFrom.get(longest)) ?? 0;
  if (!longest || bytes < uneasyBytes) return [];
  const sentence = `From ${titleOf(longest)} on, about ${Math.round(bytes / 1000)} kB of words and addresses come before anything waits for the caller; a carrier takes 64. Say less, or put a menu between.`;
  return [problemAt(longest, bytes < tooManyBytes ? 'warning' : 'error', { code: 'long-stretch', sentence })];
}

/** The most bytes that come from a place on, until something waits; of rounds, which are told of as such, once. */
function longestWays(
  begins: Iterable<Place>,
  flowAt: (flowId: string) => Drawing | undefined,
): ReadonlyMap<Place, number> {
  const bytesFrom = new Map<Place, number>();
  const entered = new Set<Place>();
  // No call stack: a chain may be a thousand nodes deep, and go on in other flows.
  const waiting = [...begins];
  for (let place = waiting.at(-1); place; place = waiting.at(-1)) {
    const next = isWait(place) ? [] : nextOf(place, flowAt);
    if (!entered.has(place)) {
      entered.add(place);
      waiting.push(...next.filter((each) => !entered.has(each)));
      continue;
    }
    waiting.pop();
    if (bytesFrom.has(place)) continue;
    const onwards = next.reduce((most, each) => Math.max(most, bytesFrom.get(each) ?? 0), 0);
    bytesFrom.set(place, bytesOf(place) + onwards);
  }
  return bytesFrom;
}

const isWait = ({ kind }: Place) => kind?.waits === true;

function nextOf(place: Place, flowAt: (flowId: string) => Drawing | undefined): Place[] {
  return [...place.ways.map(({ to }) => to), ...flowsFrom(place).flatMap((id) => flowAt(id)?.start ?? [])];
}

const bytesOfTags = 20;
const bytesOfAttribute = 20;
/** An address of ours, as long as it may be. */
const bytesOfMedia = 300;

function bytesOf({ node, kind, reading }: Place): number {
  if (!kind || reading.issues || kind.group === 'do' || kind.group === 'decide') return 0;
  const texts = Object.values(kind.texts?.(reading.data) ?? {});
  const { audio_url, media_id, voice, language } = node.data;
  const attributes = [audio_url, voice, language].filter((each) => typeof each === 'string');
  const around = bytesOfTags + attributes.length * bytesOfAttribute + (media_id ? bytesOfMedia : 0);
  return [...texts, ...attributes].reduce<number>((sum, text = '') => sum + printedBytes(text), around);
}

const encoder = new TextEncoder();

function printedBytes(text: string): number {
  const escapes = text.match(/[&<>"]/g)?.length ?? 0;
  const variables = text.match(/\{\{/g)?.length ?? 0;
  return encoder.encode(text).length + escapes * 4 + variables * longestValue;
}
