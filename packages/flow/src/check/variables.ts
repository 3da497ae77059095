import type { FlowProblem } from '../problem.ts';
import { builtVariables, mostVariables, variablesIn } from '../variables.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';
import { flowsFrom } from './ways.ts';

/** Variables that texts ask for and nothing has set, or not on every way; and more variables than a call can carry. */
export function variableProblems(drawing: Drawing, flowsThatLeadHere: readonly Drawing[]): FlowProblem[] {
  const fromElsewhere = flowsThatLeadHere.flatMap(({ places }) => places.flatMap(setsOf));
  const bits = bitsOf([...builtVariables, ...fromElsewhere, ...drawing.places.flatMap(setsOf)]);
  const known = valuesBefore(drawing, bits, fromElsewhere);
  return [...drawing.places.flatMap((place) => asked(place, bits, known.get(place))), ...tooMany(drawing, bits.size)];
}

/** Which variables have a value when a call comes to a place. */
interface Known {
  onSomeWay: bigint;
  onEveryWay: bigint;
}

function valuesBefore(
  { start }: Drawing,
  bits: ReadonlyMap<string, bigint>,
  fromElsewhere: readonly string[],
): Map<Place, Known> {
  const known = new Map<Place, Known>();
  if (!start) return known;
  const built = maskOf(builtVariables, bits);
  known.set(start, { onSomeWay: built | maskOf(fromElsewhere, bits), onEveryWay: built });
  const waiting = new Set([start]);
  // It grows only where something became known or uncertain, which happens to a place at most twice per variable.
  for (const place of waiting) {
    waiting.delete(place);
    const before = known.get(place);
    if (!before) continue;
    const sets = maskOf(setsOf(place), bits);
    for (const { exit, to } of place.ways) {
      const adds = exitsWithoutValue.has(exit) ? 0n : sets;
      const now = joined(known.get(to), { onSomeWay: before.onSomeWay | adds, onEveryWay: before.onEveryWay | adds });
      if (now === known.get(to)) continue;
      known.set(to, now);
      waiting.add(to);
    }
  }
  return known;
}

/** A node that asked and got nothing sets nothing. */
const exitsWithoutValue: ReadonlySet<string> = new Set(['no-input', 'invalid', 'failed']);

function joined(before: Known | undefined, more: Known): Known {
  if (!before) return more;
  const onSomeWay = before.onSomeWay | more.onSomeWay;
  const onEveryWay = before.onEveryWay & more.onEveryWay;
  return onSomeWay === before.onSomeWay && onEveryWay === before.onEveryWay ? before : { onSomeWay, onEveryWay };
}

function asked(place: Place, bits: ReadonlyMap<string, bigint>, known: Known | undefined): FlowProblem[] {
  const { kind, reading } = place;
  if (!known || !kind?.texts || reading.issues) return [];
  return Object.entries(kind.texts(reading.data)).flatMap(([field, text]) =>
    variablesIn(text ?? '').flatMap((name) => problemWith(place, { field, name, bit: bits.get(name) ?? 0n, known })),
  );
}

function problemWith(
  place: Place,
  { field, name, bit, known }: { field: string; name: string; bit: bigint; known: Known },
): FlowProblem[] {
  if ((known.onSomeWay & bit) === 0n) {
    const sentence = `${titleOf(place)} uses {{${name}}}, and nothing before it sets that variable.`;
    return [problemAt(place, 'error', { code: 'unknown-variable', field, sentence })];
  }
  if ((known.onEveryWay & bit) !== 0n) return [];
  const sentence = `${titleOf(place)} uses {{${name}}}, which is empty for callers who come another way.`;
  return [problemAt(place, 'warning', { code: 'unset-variable', field, sentence })];
}

function tooMany({ start }: Drawing, count: number): FlowProblem[] {
  if (!start || count <= mostVariables) return [];
  const sentence = `The flow uses ${count} variables; a call carries ${mostVariables}. Use some of them again.`;
  return [problemAt(start, 'error', { code: 'too-many-variables', sentence })];
}

function setsOf({ kind, reading }: Place): readonly string[] {
  return kind?.sets && !reading.issues ? kind.sets(reading.data) : [];
}

function bitsOf(names: readonly string[]): Map<string, bigint> {
  return new Map([...new Set(names)].map((name, index) => [name, 1n << BigInt(index)]));
}

function maskOf(names: readonly string[], bits: ReadonlyMap<string, bigint>): bigint {
  return names.reduce((mask, name) => mask | (bits.get(name) ?? 0n), 0n);
}

/** The flows from which calls go on in this one, as far as they are known. */
export function leadingHere(flowId: string | undefined, others: readonly Drawing[]): Drawing[] {
  if (flowId === undefined) return [];
  return others.filter(({ places }) => places.some((place) => flowsFrom(place).includes(flowId)));
}
