import { type Random, seededRandom } from '@offhook/kit';
import { callbackKinds } from './callback-kind.ts';
import { type AnyFault, BadMischief, type Duration, type MischiefRule, readRule } from './rule.ts';

/** Something to which mischief may be done. */
export interface Occasion {
  kind: 'operation' | 'callback' | 'price';
  /** The operation, or the kind of callback. */
  name: string;
  events?: readonly string[];
  accountSid: string;
  /** The numbers at both ends, as far as there are any. */
  numbers: readonly string[];
}

/** A rule that applies now. */
export interface Applied<Fault = AnyFault> {
  id: string;
  fault: Fault;
  /** A length of time, drawn from the rule's own stream of chance. */
  draw(duration: Duration | undefined): number;
}

/** The rules, and what is left of them. */
export interface Rules {
  /** Whether there is no rule at all, the usual case. */
  readonly isIdle: boolean;
  /** Throws {@link BadMischief}. Returns the rule's id; one with the id of another replaces it. */
  add(rule: MischiefRule): string;
  /** Whether there was one. */
  remove(id: string): boolean;
  clear(): void;
  list(): (MischiefRule & { id: string; applied: number })[];
  /** What goes wrong now, in the order of the rules; of a REST request only the first. Counts as applied. */
  befalling(occasion: Occasion): Applied[];
}

interface Known {
  id: string;
  rule: MischiefRule;
  numbers?: RegExp;
  applied: number;
  chance?: Random;
}

/**
 * @param random from which rules without a seed draw theirs
 * @param operations the operations that there are; a rule about another would never apply, and is refused
 */
export function makeRules(random: Random, operations: ReadonlySet<string>): Rules {
  const known = new Map<string, Known>();
  let numbered = 0;
  const chanceOf = (one: Known): Random => {
    one.chance ??= seededRandom(one.rule.seed ?? Math.floor(random.next() * 2 ** 32));
    return one.chance;
  };
  const strikes = (one: Known): boolean => {
    const { chance = 1 } = one.rule;
    return chance >= 1 || chanceOf(one).next() < chance;
  };
  return {
    get isIdle() {
      return known.size === 0;
    },
    add: (given) => {
      const rule = readRule(given);
      refuseUnknown(rule, operations);
      numbered += 1;
      const id = rule.id ?? `rule-${numbered}`;
      const numbers = rule.on.numbers === undefined ? undefined : new RegExp(rule.on.numbers);
      known.set(id, { id, rule, numbers, applied: 0 });
      return id;
    },
    remove: (id) => known.delete(id),
    clear: () => known.clear(),
    list: () => [...known.values()].map(({ id, rule, applied }) => ({ ...rule, id, applied })),
    befalling: (occasion) => {
      const found: Applied[] = [];
      for (const one of known.values()) {
        if (!fits(one, occasion) || !strikes(one)) continue;
        one.applied += 1;
        if (one.applied === one.rule.times) known.delete(one.id);
        found.push({ id: one.id, fault: one.rule.do, draw: (duration) => drawn(duration, () => chanceOf(one)) });
        if (occasion.kind === 'operation') break;
      }
      return found;
    },
  };
}

function fits({ rule: { on }, numbers }: Known, occasion: Occasion): boolean {
  if (on.account !== undefined && on.account !== occasion.accountSid) return false;
  if (numbers && !occasion.numbers.some((number) => numbers.test(number))) return false;
  if ('operation' in on) return occasion.kind === 'operation' && includes(on.operation, occasion.name);
  if ('price' in on) return occasion.kind === 'price';
  if (occasion.kind !== 'callback') return false;
  const isMeant = includes(on.callback, occasion.name, occasion.name !== 'document');
  return (
    isMeant && (on.event === undefined || (occasion.events ?? []).some((event) => includes(on.event ?? [], event)))
  );
}

function includes(wanted: string | readonly string[], name: string, mayBeAny = true): boolean {
  const list = typeof wanted === 'string' ? [wanted] : wanted;
  return list.includes(name) || (mayBeAny && list.includes('*'));
}

function drawn(duration: Duration | undefined, chance: () => Random): number {
  if (duration === undefined) return 0;
  if (typeof duration === 'number') return duration;
  const [least, most] = duration;
  return most > least ? Math.round(least + chance().next() * (most - least)) : least;
}

function refuseUnknown({ on }: MischiefRule, operations: ReadonlySet<string>): void {
  const unknown = (names: string | string[], known: ReadonlySet<string>) =>
    [names].flat().find((name) => name !== '*' && !known.has(name));
  if ('operation' in on) {
    const name = unknown(on.operation, operations);
    if (name) throw new BadMischief(`There is no operation ${name}; COVERAGE.md lists them`);
  }
  if ('callback' in on) {
    const name = unknown(on.callback, callbackKinds);
    if (name) throw new BadMischief(`There is no callback ${name}; there are ${[...callbackKinds].join(', ')}`);
  }
}
