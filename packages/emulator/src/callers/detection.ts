import type { SpeechSpan } from '../audio/index.ts';
import type { DetectionPlan } from '../call.ts';
import type { Exchange } from '../exchange.ts';
import type { Heard, Line } from '../line.ts';
import { inOwnTurn, type Task, until } from '../task.ts';
import type { FarEnd } from './far-end.ts';
import { voiceOf } from './mouth.ts';
import type { Persona } from './persona.ts';
import { speechPauses } from './speech-pauses.ts';
import { type Activity, type Verdict, verdictOn } from './verdict.ts';

/**
 * Listens to an answered leg until it is clear who answered. What is heard is known to the millisecond from the words and
 * tones themselves, whether or not anybody records; the verdict is made anew whenever something else begins or is cut.
 */
export function* detect(
  exchange: Exchange,
  { line, farEnd }: { line: Line; farEnd: FarEnd },
  plan: DetectionPlan,
): Task<Verdict> {
  const { clock } = exchange;
  const startedAtMs = clock.nowMs();
  const ear = listenTo(exchange, line);
  try {
    for (;;) {
      yield* measure(exchange, ear, farEnd);
      const { answeredBy, afterMs } = fixedVerdict(farEnd.persona) ?? verdictOn(activitiesIn(ear, farEnd), plan);
      if (yield* isUndisturbed(exchange, ear, startedAtMs + afterMs)) {
        return { answeredBy, afterMs: Math.round(clock.nowMs() - startedAtMs) };
      }
    }
  } finally {
    ear.close();
  }
}

interface Sounding {
  kind: Heard['kind'];
  text: string;
  fromMs: number;
  toMs: number;
  spans?: readonly SpeechSpan[];
}

/** What was heard since the answer, in milliseconds since then. */
interface Ear {
  soundings: Sounding[];
  isChanged: boolean;
  changed: () => void;
  close: () => void;
}

const sameBreathMs = 100;

function listenTo({ clock }: Exchange, line: Line): Ear {
  const startedAtMs = clock.nowMs();
  const nowMs = () => clock.nowMs() - startedAtMs;
  const said = ({ kind, text, lengthMs }: Heard & { lengthMs: number }) => {
    const last = ear.soundings.at(-1);
    const fromMs = nowMs();
    // Real sound comes in frames.
    const goesOn = kind === 'voice' && last?.kind === 'voice' && last.toMs + sameBreathMs >= fromMs;
    if (goesOn) last.toMs = fromMs + lengthMs;
    else ear.soundings.push({ kind, text, fromMs, toMs: fromMs + lengthMs });
    note();
  };
  // Whatever it was saying, it is silent now.
  const cut = () => {
    if (line.far.ownUntilMs > clock.nowMs()) return;
    for (const sounding of ear.soundings) sounding.toMs = Math.min(sounding.toMs, nowMs());
    note();
  };
  const note = () => {
    ear.isChanged = true;
    ear.changed();
  };
  const ear: Ear = {
    soundings: [],
    isChanged: false,
    changed: () => undefined,
    close: () => {
      line.speechListeners.delete(said);
      line.far.listeners.delete(cut);
    },
  };
  line.speechListeners.add(said);
  line.far.listeners.add(cut);
  return ear;
}

// The pauses of whoever is not a persona are not known.
function* measure({ clock }: Exchange, ear: Ear, { persona, endpoint }: FarEnd): Task {
  while (ear.isChanged) {
    ear.isChanged = false;
    for (const sounding of ear.soundings) {
      if (sounding.spans || sounding.kind !== 'say' || sounding.text === '' || endpoint) continue;
      sounding.spans = yield* inOwnTurn(clock, speechPauses(sounding.text, voiceOf(persona)));
    }
  }
}

/** Waits until the moment comes; false when something was heard or broken off before. */
function isUndisturbed({ clock }: Exchange, ear: Ear, atMs: number): Task<boolean> {
  return until<boolean>((resolve) => {
    const timer = clock.after(atMs - clock.nowMs(), () => resolve(true));
    ear.changed = () => resolve(false);
    return () => {
      timer.cancel();
      ear.changed = () => undefined;
    };
  });
}

function fixedVerdict(persona: Persona): Verdict | undefined {
  const fixed = 'detectedAs' in persona ? persona.detectedAs : undefined;
  return fixed && { answeredBy: fixed.answeredBy, afterMs: fixed.afterSeconds * 1000 };
}

// The detector of speech in audio/ takes the quietest tenth of a sound for noise, but never more than -35 dBFS, and 9 dB
// above it for speech: a line that hisses louder than that seems to speak all the time.
const deafeningDbfs = -26;

function activitiesIn({ soundings }: Ear, { persona }: FarEnd): Activity[] {
  if ('noiseDbfs' in persona && (persona.noiseDbfs ?? deafeningDbfs) > deafeningDbfs) {
    return [{ what: 'speech', fromMs: 0, toMs: Number.POSITIVE_INFINITY }];
  }
  return soundings.flatMap(activitiesOf);
}

function activitiesOf({ kind, text, fromMs, toMs, spans }: Sounding): Activity[] {
  if (kind === 'digits') return [];
  if (kind === 'beep') return [{ what: text === 'fax' ? 'fax' : 'beep', fromMs, toMs }];
  if (!spans) return [{ what: 'speech', fromMs, toMs }];
  return spans
    .map(({ startMs, endMs }) => ({ fromMs: fromMs + startMs, toMs: Math.min(toMs, fromMs + endMs) }))
    .filter((span) => span.fromMs < span.toMs)
    .map((span) => ({ what: 'speech', ...span }));
}
