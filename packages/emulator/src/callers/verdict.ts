import type { AnsweredBy, DetectionPlan } from '../call.ts';

/** Something heard from the far end; milliseconds since it was answered. */
export interface Activity {
  what: 'speech' | 'beep' | 'fax';
  fromMs: number;
  toMs: number;
}

export interface Verdict {
  answeredBy: AnsweredBy;
  afterMs: number;
}

// Shorter tones are not told from speech: the detector of audio/ needs as long.
const shortestBeepMs = 160;
// Unconfirmed: how long Twilio listens to a fax tone.
const faxMs = 500;

/**
 * Who answered, and when that is known, if nothing else is heard than this. Speech that is shorter than the speech
 * threshold is a person, known when it has been silent for the speech end threshold; longer speech, or a beep, is a machine.
 * Its message ends with a beep or with that much silence. Nothing at all for the silence timeout is unknown.
 *
 * @see https://www.twilio.com/docs/voice/answering-machine-detection (read 2026-11-21)
 * @example
 * verdictOn([{ what: 'speech', fromMs: 400, toMs: 1100 }], plan); // { answeredBy: 'human', afterMs: 2300 }
 */
export function verdictOn(activities: readonly Activity[], plan: DetectionPlan): Verdict {
  const isMachineAtMs = machineAtMs(activities, plan);
  const found = unlimited(activities, plan, isMachineAtMs);
  if (found.afterMs <= plan.timeoutMs) return found;
  const isMidMessage =
    plan.mode === 'DetectMessageEnd' && isMachineAtMs !== undefined && isMachineAtMs <= plan.timeoutMs;
  return { answeredBy: isMidMessage ? 'machine_end_other' : 'unknown', afterMs: plan.timeoutMs };
}

function unlimited(activities: readonly Activity[], plan: DetectionPlan, isMachineAtMs: number | undefined): Verdict {
  const fax = activities.find(({ what, fromMs, toMs }) => what === 'fax' && toMs - fromMs >= faxMs);
  const [speech] = utterances(activities, plan.speechEndThresholdMs);
  const firstMs = Math.min(...activities.map(({ fromMs }) => fromMs));
  if (firstMs >= plan.silenceTimeoutMs) return { answeredBy: 'unknown', afterMs: plan.silenceTimeoutMs };
  if (fax) return { answeredBy: 'fax', afterMs: fax.fromMs + faxMs };
  if (isMachineAtMs !== undefined) {
    if (plan.mode === 'Enable') return { answeredBy: 'machine_start', afterMs: isMachineAtMs };
    return messageEnd(activities, plan, speech);
  }
  // Only sounds too short to be anything: as good as silence.
  if (!speech) return { answeredBy: 'unknown', afterMs: plan.silenceTimeoutMs };
  return { answeredBy: 'human', afterMs: speech.toMs + plan.speechEndThresholdMs };
}

interface Stretch {
  fromMs: number;
  toMs: number;
}

/** When it is clear that this is a machine; undefined when it is none. */
function machineAtMs(activities: readonly Activity[], plan: DetectionPlan): number | undefined {
  const [speech] = utterances(activities, plan.speechEndThresholdMs);
  const isLong = speech !== undefined && speech.toMs - speech.fromMs >= plan.speechThresholdMs;
  const longAtMs = isLong ? speech.fromMs + plan.speechThresholdMs : undefined;
  const humanAtMs = speech && !isLong ? speech.toMs + plan.speechEndThresholdMs : Number.POSITIVE_INFINITY;
  const beep = firstBeep(activities);
  const beepAtMs = beep && beep.fromMs < humanAtMs ? beep.fromMs + shortestBeepMs : undefined;
  if (longAtMs === undefined || beepAtMs === undefined) return longAtMs ?? beepAtMs;
  return Math.min(longAtMs, beepAtMs);
}

function messageEnd(activities: readonly Activity[], plan: DetectionPlan, speech: Stretch | undefined): Verdict {
  const silentAtMs = speech ? speech.toMs + plan.speechEndThresholdMs : Number.POSITIVE_INFINITY;
  const beep = firstBeep(activities);
  if (beep && beep.fromMs < silentAtMs) return { answeredBy: 'machine_end_beep', afterMs: beep.toMs };
  return { answeredBy: 'machine_end_silence', afterMs: silentAtMs };
}

function firstBeep(activities: readonly Activity[]): Activity | undefined {
  return activities.find(({ what, fromMs, toMs }) => what === 'beep' && toMs - fromMs >= shortestBeepMs);
}

/** What is said, as stretches between which there is silence for at least `gapMs`. */
function utterances(activities: readonly Activity[], gapMs: number): Stretch[] {
  const found: Stretch[] = [];
  for (const { what, fromMs, toMs } of activities) {
    if (what !== 'speech') continue;
    const last = found.at(-1);
    if (last && fromMs - last.toMs < gapMs) last.toMs = Math.max(last.toMs, toMs);
    else found.push({ fromMs, toMs });
  }
  return found;
}
