import type { Sound } from '../audio/index.ts';
import { tellInBackground } from '../callbacks.ts';
import { noteCall } from '../exchange.ts';
import { durationMs, type Heard, hushNear, soundNear } from '../line.ts';
import { connectFarEnd } from '../ringing.ts';
import { type Task, wait } from '../task.ts';
import { callOf } from '../world.ts';
import type { Stage } from './outcome.ts';

/** Answers an incoming call that still rings: Twilio does so when the first verb needs sound. */
export function answerFirst({ exchange, line }: Stage): void {
  if (callOf(exchange.world, line.callSid).status !== 'ringing') return;
  noteCall(exchange, line.callSid, { type: 'answered' });
  const farEnd = exchange.farEnds.get(line.callSid);
  if (farEnd) connectFarEnd(exchange, line, farEnd);
  tellInBackground(exchange, line.callSid, 'answered');
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
