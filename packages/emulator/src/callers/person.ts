import { assertNever } from '@offhook/kit';
import { all, type Task, wait } from '../task.ts';
import { type Actor, keys, spoken, untilQuiet, utterAndWait } from './mouth.ts';
import { losePatience } from './patience.ts';
import type { Persona, Step } from './persona.ts';
import { awaitTrigger, fillIn } from './reactions.ts';
import type { Reaction } from './step.ts';

/** From picking up to the first word: nobody speaks in the instant of answering, and nobody would hear it. */
const reactionMs = 400;

type Person = Extract<Persona, { kind: 'person' }>;

/** Says hello, goes through the steps, reacts to what is heard meanwhile and hangs up when there was too much of it. */
export function* behave(actor: Actor, person: Person, hangUp: () => void): Task {
  const reactions = (person.reactions ?? []).map((reaction) => react(actor, reaction, hangUp));
  const patience = person.patience ? losePatience(actor, person.patience, hangUp) : [];
  const steps = goThrough(actor, person, hangUp);
  if (reactions.length + patience.length === 0) return yield* steps;
  yield* all([...reactions, ...patience, steps]);
}

function* goThrough(actor: Actor, { hello, steps = [] }: Person, hangUp: () => void): Task {
  const { clock } = actor.exchange;
  let actedAtMs = clock.nowMs();
  yield* wait(clock, reactionMs);
  if (hello !== undefined) yield* utterAndWait(actor, yield* spoken(actor, hello));
  for (const step of steps) {
    if (step.do === 'hang-up') return hangUp();
    yield* takeStep(actor, step, actedAtMs);
    if (step.do === 'press') actedAtMs = clock.nowMs();
  }
}

function* react(actor: Actor, reaction: Reaction, hangUp: () => void): Task {
  const answeredAtMs = actor.exchange.clock.nowMs();
  for (let time = 0; time < (reaction.times ?? 1); time += 1) {
    const groups = yield* awaitTrigger(actor, reaction, answeredAtMs);
    const startedAtMs = actor.exchange.clock.nowMs();
    for (const step of reaction.steps) {
      if (step.do === 'hang-up') return hangUp();
      yield* takeStep(actor, fillIn(step, groups), startedAtMs);
    }
  }
}

function* takeStep(actor: Actor, step: Exclude<Step, { do: 'hang-up' }>, actedAtMs: number): Task {
  switch (step.do) {
    case 'say':
      return yield* utterAndWait(actor, yield* spoken(actor, step.text));
    case 'press':
      return yield* utterAndWait(actor, keys(step.digits));
    case 'wait':
      return yield* wait(actor.exchange.clock, step.seconds * 1000);
    case 'listen':
      return yield* listen(actor, {
        sinceMs: actedAtMs,
        quietMs: (step.quietSeconds ?? 1) * 1000,
        atMostMs: (step.atMostSeconds ?? 60) * 1000,
      });
    default:
      return assertNever(step);
  }
}

// Waits until the other side has said something since `sinceMs` and has then been quiet for a while.
function* listen(
  actor: Actor,
  { sinceMs, quietMs, atMostMs }: { sinceMs: number; quietMs: number; atMostMs: number },
): Task {
  const { near } = actor.line;
  const giveUpAtMs = actor.exchange.clock.nowMs() + atMostMs;
  yield* untilQuiet(actor, () =>
    Math.min(giveUpAtMs, near.busyUntilMs > sinceMs ? near.busyUntilMs + quietMs : giveUpAtMs),
  );
}
