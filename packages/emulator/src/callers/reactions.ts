import { onHearing } from '../streams/hearing.ts';
import { type Task, until, wait } from '../task.ts';
import { type Actor, untilQuiet } from './mouth.ts';
import type { Step } from './persona.ts';
import type { Reaction } from './step.ts';

/** From having heard enough to doing something about it. */
const reactionMs = 400;

/** Waits for what a reaction is about; ends with what the groups of its pattern matched. */
export function* awaitTrigger(actor: Actor, reaction: Reaction, answeredAtMs: number): Task<string[]> {
  const { hears, afterSeconds, afterSilenceSeconds } = reaction;
  if (hears !== undefined) return yield* awaitWords(actor, new RegExp(hears, 'i'), reaction.interrupts === true);
  const { clock } = actor.exchange;
  if (afterSeconds !== undefined) yield* wait(clock, answeredAtMs + afterSeconds * 1000 - clock.nowMs());
  if (afterSilenceSeconds !== undefined) yield* untilSilent(actor, afterSilenceSeconds * 1000);
  return [];
}

/** Waits until neither side has said anything for `quietMs`, counted from now or from the last sound. */
export function* untilSilent(actor: Actor, quietMs: number): Task {
  const { near, far } = actor.line;
  const beginMs = actor.exchange.clock.nowMs();
  yield* untilQuiet(actor, () => Math.max(beginMs, near.busyUntilMs, far.ownUntilMs) + quietMs);
}

function* awaitWords(actor: Actor, pattern: RegExp, interrupts: boolean): Task<string[]> {
  const { clock } = actor.exchange;
  const { near } = actor.line;
  for (;;) {
    const { groups, heardAtMs } = yield* nextMatch(actor, pattern);
    yield* wait(clock, heardAtMs - clock.nowMs());
    // It was broken off before the words came.
    if (near.busyUntilMs < heardAtMs - 1) continue;
    if (interrupts) yield* wait(clock, reactionMs);
    else yield* untilQuiet(actor, () => Math.max(heardAtMs, near.busyUntilMs) + reactionMs);
    return groups;
  }
}

interface Match {
  groups: string[];
  /** When the last word of it will have been heard, as if every letter took as long. */
  heardAtMs: number;
}

function nextMatch({ exchange: { clock }, line }: Actor, pattern: RegExp): Task<Match> {
  return until<Match>((resolve) =>
    onHearing(line, ({ kind, text, lengthMs }) => {
      const match = kind === 'say' || kind === 'play' ? pattern.exec(text) : null;
      if (!match) return;
      const heard = (match.index + match[0].length) / Math.max(1, text.length);
      resolve({ groups: match.slice(1).map((group) => group ?? ''), heardAtMs: clock.nowMs() + lengthMs * heard });
    }),
  );
}

const digitOf = new Map(
  ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'pound', 'star'].map((word, at) => [
    word,
    '0123456789#*'.charAt(at),
  ]),
);

/** A step of a reaction with what was heard in the place of $1 to $9; number words become keys when they are pressed. */
export function fillIn<Kind extends Step>(step: Kind, groups: readonly string[]): Kind {
  const group = (place: string) => groups[Number(place.slice(1)) - 1] ?? '';
  if (step.do === 'say' && typeof step.text === 'string')
    return { ...step, text: step.text.replace(/\$[1-9]/g, group) };
  if (step.do !== 'press') return step;
  return { ...step, digits: step.digits.replace(/\$[1-9]/g, (place) => keysIn(group(place))) };
}

function keysIn(heard: string): string {
  return heard
    .toLowerCase()
    .replace(/[a-z]+/g, (word) => digitOf.get(word) ?? '')
    .replace(/[^0-9*#]/g, '');
}
