import type { Sound } from '../audio/index.ts';
import { durationMs, type Heard, hushNear, soundNear } from '../line.ts';
import { answerIncoming } from '../ringing.ts';
import { type Task, wait } from '../task.ts';
import type { Stage } from './outcome.ts';

/** Answers an incoming call that still rings: Twilio does so when the first verb needs sound. */
export function answerFirst({ exchange, line }: Stage): void {
  answerIncoming(exchange, line);
}

/** Lets the far end hear something to its end; what is left of it is silenced when something interrupts. */
export function* soundOut({ exchange, line }: Stage, sound: Sound, heard: Heard): Task {
  soundNear(exchange, line, sound, heard);
  try {
    yield* wait(exchange.clock, durationMs(sound));
  } catch (error) {
    hushNear(exchange, line);
    throw error;
  }
}

const mostRepeats = 1000;

/** How often a verb with this `loop` repeats; 0 means until somebody hangs up. */
export function repeats(loop: number | undefined): number {
  if (loop === undefined) return 1;
  return loop <= 0 ? mostRepeats : Math.min(mostRepeats, Math.floor(loop));
}
