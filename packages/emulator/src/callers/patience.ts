import { onHearing } from '../streams/hearing.ts';
import { type Task, until, wait } from '../task.ts';
import type { Actor } from './mouth.ts';
import { untilSilent } from './reactions.ts';
import type { Patience } from './step.ts';

/** What makes a person hang up, each on its own. */
export function losePatience(actor: Actor, patience: Patience, hangUp: () => void): Task[] {
  const { callSeconds, silenceSeconds, holdSeconds, repeats } = patience;
  const limits: Task[] = [];
  if (callSeconds !== undefined) limits.push(wait(actor.exchange.clock, callSeconds * 1000));
  if (silenceSeconds !== undefined) limits.push(untilSilent(actor, silenceSeconds * 1000));
  if (holdSeconds !== undefined) limits.push(untilHeld(actor, holdSeconds * 1000));
  if (repeats !== undefined) limits.push(untilRepeated(actor, repeats));
  return limits.map((limit) => thenHangUp(actor, limit, hangUp));
}

// Not in the turn of whoever makes a sound, who may be about to do more with this call.
function* thenHangUp({ exchange: { clock } }: Actor, limit: Task, hangUp: () => void): Task {
  yield* limit;
  yield* wait(clock, 0);
  hangUp();
}

/** Waits until something other than words has been heard for so long: music, ringing. Silence is something else. */
function* untilHeld(actor: Actor, holdMs: number): Task {
  const { near } = actor.line;
  const { clock } = actor.exchange;
  let sinceMs = clock.nowMs();
  for (;;) {
    const spokenUntilMs = yield* wordsWithin(actor, sinceMs + holdMs - clock.nowMs());
    if (spokenUntilMs !== undefined) sinceMs = spokenUntilMs;
    else if (near.busyUntilMs > clock.nowMs()) return;
    else {
      yield* untilSounding(actor);
      sinceMs = clock.nowMs();
    }
  }
}

/** Until when words last that begin within so many milliseconds; undefined when none do. */
function wordsWithin({ exchange: { clock }, line }: Actor, withinMs: number): Task<number | undefined> {
  return until<number | undefined>((resolve) => {
    const timer = clock.after(withinMs, () => resolve(undefined));
    const unlisten = onHearing(line, ({ kind, lengthMs }) => {
      if (kind === 'say' || kind === 'voice') resolve(clock.nowMs() + lengthMs);
    });
    return () => {
      timer.cancel();
      unlisten();
    };
  });
}

function untilSounding({ line: { near } }: Actor): Task {
  return until<void>((resolve) => {
    const changed = () => resolve();
    near.listeners.add(changed);
    return () => void near.listeners.delete(changed);
  });
}

function untilRepeated({ line }: Actor, times: number): Task {
  const heard = new Map<string, number>();
  return until<void>((resolve) =>
    onHearing(line, ({ kind, text }) => {
      if (kind !== 'say') return;
      const count = (heard.get(text) ?? 0) + 1;
      heard.set(text, count);
      if (count >= times) resolve();
    }),
  );
}
