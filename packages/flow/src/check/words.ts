import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, reachedFrom, titleOf } from './drawing.ts';

const longestComfortable = 500;
const mostComfortableKeys = 9;

/** What callers would hear too much of, or nothing of: warnings only. */
export function wordProblems(drawing: Drawing): FlowProblem[] {
  return [
    ...drawing.places.flatMap(longTexts),
    ...drawing.places.flatMap(manyKeys),
    ...silentBranches(drawing),
    ...silentEnd(drawing),
  ];
}

function longTexts(place: Place): FlowProblem[] {
  const { kind, reading } = place;
  if (!kind?.texts || reading.issues || kind.group === 'do') return [];
  return Object.entries(kind.texts(reading.data)).flatMap(([field, text]) => {
    if (text === undefined || text.length <= longestComfortable) return [];
    const sentence = `${titleOf(place)} speaks for about ${Math.round(text.length / 15)} seconds. Callers forget what came first.`;
    return [problemAt(place, 'warning', { code: 'long-text', field, sentence })];
  });
}

function manyKeys(place: Place): FlowProblem[] {
  const keys = place.node.type === 'menu' ? (place.exits ?? []).filter(({ name }) => /^[0-9*#]+$/.test(name)) : [];
  if (keys.length <= mostComfortableKeys) return [];
  const sentence = `${titleOf(place)} offers ${keys.length} choices. Nobody keeps more than ${mostComfortableKeys} in mind; make a second menu.`;
  return [problemAt(place, 'warning', { code: 'many-options', field: 'options', sentence })];
}

/** Ringing that nobody answers, after which nothing is ever said. */
function silentBranches({ places }: Drawing): FlowProblem[] {
  const before = new Map<Place, Place[]>();
  for (const place of places)
    for (const { to } of place.ways) {
      const known = before.get(to);
      if (known) known.push(place);
      else before.set(to, [place]);
    }
  const leadsToWords = reachedFrom(places.filter(speaks), (place) => before.get(place) ?? []);
  return places.flatMap((place) => {
    const way = place.ways.find(({ exit }) => exit === 'no-answer');
    if (!way || leadsToWords.has(way.to)) return [];
    const sentence = `When nobody answers ${titleOf(place)}, the caller hears nothing more. Lead to a voicemail or say something.`;
    return [problemAt(place, 'warning', { code: 'no-answer-in-silence', field: 'exits.no-answer', sentence })];
  });
}

function silentEnd({ places, start }: Drawing): FlowProblem[] {
  if (!start || places.some((place) => speaks(place) || !place.kind)) return [];
  const sentence = 'Whoever calls hears no words of yours and can leave no message. Add a text or a voicemail.';
  return [problemAt(start, 'warning', { code: 'ends-in-silence', sentence })];
}

function speaks({ kind, reading, node }: Place): boolean {
  if (!kind || reading.issues) return false;
  if (node.type === 'hangup') return node.data.message !== undefined;
  return node.type === 'voicemail' || node.type === 'go-to-flow' || kind.group === 'talk'
    ? node.type !== 'start'
    : kind.group === 'ask';
}
