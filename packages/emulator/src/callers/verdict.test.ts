import { describe, expect, test } from 'vitest';
import type { DetectionPlan } from '../call.ts';
import { type Activity, verdictOn } from './verdict.ts';

const plan: DetectionPlan = {
  mode: 'DetectMessageEnd',
  timeoutMs: 30_000,
  speechThresholdMs: 2400,
  speechEndThresholdMs: 1200,
  silenceTimeoutMs: 5000,
  isAsync: false,
};

const speech = (fromMs: number, toMs: number): Activity => ({ what: 'speech', fromMs, toMs });
const beep = (fromMs: number, toMs = fromMs + 500): Activity => ({ what: 'beep', fromMs, toMs });
const hello = speech(400, 1100);
const greeting = speech(500, 9500);

describe('the verdict', () => {
  test.each<[string, Activity[], Partial<DetectionPlan>, string, number]>([
    ['short speech is a person, known a pause later', [hello], {}, 'human', 2300],
    ['a longer pause is waited for when asked', [hello], { speechEndThresholdMs: 3000 }, 'human', 4100],
    ['silence is unknown', [], {}, 'unknown', 5000],
    ['silence is unknown as soon as asked', [], { silenceTimeoutMs: 2000 }, 'unknown', 2000],
    ['who speaks after the silence timeout comes too late', [speech(5000, 5600)], {}, 'unknown', 5000],
    ['a machine is known when it has spoken too long', [greeting], { mode: 'Enable' }, 'machine_start', 2900],
    [
      'a higher threshold takes a long hello for a person',
      [speech(500, 3500)],
      { speechThresholdMs: 4000 },
      'human',
      4700,
    ],
    [
      'a lower threshold takes a hello for a machine',
      [speech(400, 1500)],
      { speechThresholdMs: 1000 },
      'machine_end_silence',
      2700,
    ],
    [
      'speech exactly as long as the threshold is a machine',
      [speech(0, 2400)],
      { mode: 'Enable' },
      'machine_start',
      2400,
    ],
    ['a person may pause between two words', [speech(400, 900), speech(1500, 2000)], {}, 'human', 3200],
    [
      'sentences with pauses are one greeting',
      [speech(500, 2000), speech(2600, 9000)],
      { mode: 'Enable' },
      'machine_start',
      2900,
    ],
    [
      'unless the pauses are as long as asked',
      [speech(500, 2000), speech(2600, 9000)],
      { speechEndThresholdMs: 500 },
      'human',
      2500,
    ],
    ['a message ends with its beep', [greeting, beep(9800)], {}, 'machine_end_beep', 10_300],
    ['a message without a beep ends in silence', [greeting], {}, 'machine_end_silence', 10_700],
    ['a beep after too long a silence comes too late', [greeting, beep(11_500)], {}, 'machine_end_silence', 10_700],
    [
      'more patience hears that beep',
      [greeting, beep(11_500)],
      { speechEndThresholdMs: 3000 },
      'machine_end_beep',
      12_000,
    ],
    [
      'a short greeting with a beep is a machine',
      [speech(500, 1500), beep(1800)],
      { mode: 'Enable' },
      'machine_start',
      1960,
    ],
    ['a beep alone is a machine', [beep(1000)], {}, 'machine_end_beep', 1500],
    ['too short a beep is none', [greeting, beep(9800, 9900)], {}, 'machine_end_silence', 10_700],
    ['the timeout cuts a greeting', [speech(500, 99_000)], {}, 'machine_end_other', 30_000],
    ['the timeout may come before anything is known', [speech(2500, 4500)], { timeoutMs: 3000 }, 'unknown', 3000],
    ['a fax is known by its tone', [{ what: 'fax', fromMs: 500, toMs: 3800 }], {}, 'fax', 1000],
  ])('%s', (_name, activities, changes, answeredBy, afterMs) => {
    expect(verdictOn(activities, { ...plan, ...changes })).toEqual({ answeredBy, afterMs });
  });
});
