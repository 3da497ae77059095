import { type Exchange, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { type Task, wait } from '../task.ts';
import type { FarEnd } from './far-end.ts';
import { type Actor, hiss, spoken, toned, utterAndWait } from './mouth.ts';
import { behave } from './person.ts';
import type { Persona } from './persona.ts';

export { pressFar, sayFar } from './mouth.ts';

/** What the script may do to the call; given, so that a script knows nothing of calls. */
interface Conduct {
  hangUp: () => void;
}

/** Lets the persona act on an answered leg, until its steps are over or somebody takes over. */
export function startScript(exchange: Exchange, line: Line, farEnd: FarEnd, conduct: Conduct): void {
  farEnd.script = spawn(exchange, runScript({ exchange, line, farEnd }, conduct));
}

/** From picking up to the first sound of a machine. */
const greetingDelayMs = 500;
const beepDelaySeconds = 0.3;
const recordSeconds = 120;

function* runScript(actor: Actor, conduct: Conduct): Task {
  const { persona } = actor.farEnd;
  hiss(actor);
  if (persona.kind === 'voicemail') yield* answerAsMachine(actor, persona, conduct);
  if (persona.kind === 'fax') yield* answerAsFax(actor, conduct);
  if (persona.kind === 'person') yield* behave(actor, persona, conduct.hangUp);
}

type Voicemail = Extract<Persona, { kind: 'voicemail' }>;

function* answerAsMachine(actor: Actor, voicemail: Voicemail, conduct: Conduct): Task {
  const { clock } = actor.exchange;
  yield* wait(clock, greetingDelayMs);
  const { greeting } = voicemail;
  for (const part of Array.isArray(greeting) ? greeting : [greeting]) {
    if (typeof part === 'object' && 'pauseSeconds' in part) yield* wait(clock, part.pauseSeconds * 1000);
    else yield* utterAndWait(actor, yield* spoken(actor, part));
  }
  const { beeps = true } = voicemail;
  if (beeps !== false) {
    yield* wait(clock, (voicemail.silenceSeconds ?? beepDelaySeconds) * 1000);
    const { seconds = 0.5, hz = 1000 } = beeps === true ? {} : beeps;
    yield* utterAndWait(actor, toned({ kind: 'beep', text: 'beep' }, { hz, ms: seconds * 1000 }));
  }
  yield* wait(clock, (voicemail.recordSeconds ?? recordSeconds) * 1000);
  conduct.hangUp();
}

// The answer tone of ITU-T T.30 and V.25: 2100 Hz for 2.6 to 4 seconds. Nobody sends it a page, so it gives up.
const answerTone = { hz: 2100, ms: 3300 };
const faxPatienceMs = 35_000;

function* answerAsFax(actor: Actor, conduct: Conduct): Task {
  yield* wait(actor.exchange.clock, greetingDelayMs);
  yield* utterAndWait(actor, toned({ kind: 'beep', text: 'fax' }, answerTone));
  yield* wait(actor.exchange.clock, faxPatienceMs);
  conduct.hangUp();
}
