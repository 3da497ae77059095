import type { Directory, ForwardingRule, ForwardTarget, NumberRoute } from './directory-shapes.ts';
import { hoursStateAt } from './hours.ts';

/** Who is called: somebody of the workspace, or a number (ours or anybody's). */
export type Called = { person_id: string } | { number: string };

export interface ForwardingGiven {
  at: Date;
  /** E.164; anything else when the number is withheld. */
  caller: string;
  directory: Directory;
  /** `passed` of what this call tried before: nothing leads back there. */
  tried?: readonly string[];
}

/** A rule that acted: whose it was, and where it led. */
export interface ActedRule {
  of: Called;
  when: ForwardingRule['when'];
  to: ForwardTarget;
}

/** What calling somebody comes to, with every rule "always" already followed. */
export interface Ringing {
  /** Empty when nobody rings: go on with `then`. */
  numbers: readonly string[];
  /** Null: as long as the caller of this says. */
  ringSeconds: number | null;
  /** Where it goes when nobody answers, or when nobody rings at all. */
  then: ForwardTarget | null;
  /** The box of whoever the call came to last: for those who have no other place to go on to. */
  ownBox: string | null;
  /** Null: busy is like no answer. */
  onBusy: ForwardTarget | null;
  acted: readonly ActedRule[];
  /** Everybody that the call went by, for `tried` of what follows. */
  passed: readonly string[];
}

export const mostForwardingHops = 5;

/**
 * Follows the rules of people and of our own numbers. It always ends: a rule that leads back to somebody passed does
 * not count, nor does any after five hops.
 *
 * @example
 * ringingOf({ person_id: 'person_1' }, { at, caller: '+390612345678', directory }).numbers; // ['+39333…']
 */
export function ringingOf(target: Called, given: ForwardingGiven): Ringing {
  const { way, last, acted, box } = followAlways(target, given);
  const unanswered = box ? undefined : firstRule('no-answer', way, given);
  return {
    numbers: box ? [] : numbersOf(last, given.directory),
    ringSeconds: unanswered?.after_seconds ?? null,
    // biome-ignore lint/suspicious/noThenProperty: it is data, and nobody awaits it.
    then: box ?? unanswered?.to ?? null,
    ownBox: firstBox(way, given.directory),
    onBusy: box ? null : (firstRule('busy', way, given)?.to ?? null),
    acted,
    passed: [...(given.tried ?? []), ...way.map(keyOf)],
  };
}

interface Followed {
  way: readonly Called[];
  last: Called;
  acted: readonly ActedRule[];
  box: ForwardTarget | null;
}

function followAlways(target: Called, given: ForwardingGiven): Followed {
  const way = [target];
  const acted: ActedRule[] = [];
  let last = target;
  while (way.length <= mostForwardingHops) {
    const rule = ruleThatActs('always', last, way, given);
    const to = rule?.to ?? routeOnwards(last, way, given);
    if (rule) acted.push({ of: last, when: 'always', to: rule.to });
    if (!to) break;
    if (to.kind === 'box') return { way, last, acted, box: to };
    last = to.kind === 'person' ? { person_id: to.person_id } : { number: to.number };
    way.push(last);
  }
  return { way, last, acted, box: null };
}

/**
 * The first rule of a kind that applies to this call and leads to nobody passed.
 *
 * @param way whom the call went by to come here
 */
export function ruleThatActs(
  when: ForwardingRule['when'],
  of: Called,
  way: readonly Called[],
  given: ForwardingGiven,
): ForwardingRule | undefined {
  const passed = new Set([...(given.tried ?? []), ...way.map(keyOf), keyOf(of)]);
  return rulesOf(of, given.directory).find(
    (rule) => rule.when === when && applies(rule, given) && !passed.has(keyOfTarget(rule.to)),
  );
}

/** Whoever the call came to last decides first: their rules, then those of whoever forwarded to them. */
function firstRule(
  when: ForwardingRule['when'],
  way: readonly Called[],
  given: ForwardingGiven,
): ForwardingRule | undefined {
  for (const of of way.toReversed()) {
    const rule = ruleThatActs(when, of, way, given);
    if (rule) return rule;
  }
  return undefined;
}

function firstBox(way: readonly Called[], directory: Directory): string | null {
  for (const of of way.toReversed()) {
    const boxId = ('person_id' in of ? directory.people[of.person_id] : directory.numbers[of.number])?.box_id;
    if (boxId) return boxId;
  }
  return null;
}

function applies(rule: ForwardingRule, { at, caller, directory }: ForwardingGiven): boolean {
  if (rule.callers && !rule.callers.some((pattern) => matchesCaller(pattern, caller))) return false;
  if (!rule.hours) return true;
  const hours = directory.hours[rule.hours.hours_id];
  return hours !== undefined && rule.hours.during.includes(hoursStateAt(hours.calendar, at));
}

function matchesCaller(pattern: string, caller: string): boolean {
  return pattern.endsWith('*') ? caller.startsWith(pattern.slice(0, -1)) : caller === pattern;
}

function rulesOf(called: Called, directory: Directory): readonly ForwardingRule[] {
  const owner = 'person_id' in called ? directory.people[called.person_id] : directory.numbers[called.number];
  return owner?.forwarding ?? [];
}

/** Where a number of ours leads by its route. A flow or a group answers itself, so the number is called then. */
function routeOnwards(of: Called, way: readonly Called[], given: ForwardingGiven): ForwardTarget | undefined {
  if ('person_id' in of) return undefined;
  const to = targetOf(given.directory.numbers[of.number]?.route);
  const passed = new Set([...(given.tried ?? []), ...way.map(keyOf)]);
  return to && !passed.has(keyOfTarget(to)) ? to : undefined;
}

function targetOf(route: NumberRoute | undefined): ForwardTarget | undefined {
  return route?.kind === 'person' || route?.kind === 'number' || route?.kind === 'box' ? route : undefined;
}

function numbersOf(called: Called, directory: Directory): string[] {
  if ('number' in called) return [called.number];
  const phone = directory.people[called.person_id]?.phone;
  return phone ? [phone] : [];
}

function keyOf(called: Called): string {
  return 'person_id' in called ? called.person_id : called.number;
}

function keyOfTarget(to: ForwardTarget): string {
  if (to.kind === 'box') return to.box_id;
  return to.kind === 'person' ? to.person_id : to.number;
}
