import { describe, expect, test } from 'vitest';
import type { DetectionPlan } from '../call.ts';
import { verdictOn } from './detection.ts';
import type { Persona } from './persona.ts';

const plan: DetectionPlan = {
  mode: 'DetectMessageEnd',
  timeoutMs: 30_000,
  speechThresholdMs: 2400,
  speechEndThresholdMs: 1200,
  silenceTimeoutMs: 5000,
  isAsync: false,
};
const person: Persona = { kind: 'person', steps: [] };
const machine: Persona = { kind: 'voicemail', greeting: 'Hello' };

describe('the verdict', () => {
  test.each<[string, Persona, Partial<DetectionPlan>, number | undefined, string, number]>([
    ['a person is known a pause after the first words', person, {}, 700, 'human', 2300],
    ['a silent line is unknown after a while', person, {}, undefined, 'unknown', 5000],
    ['a machine is known once it has spoken too long', machine, { mode: 'Enable' }, 9000, 'machine_start', 2900],
    ['a machine has ended after its beep', machine, {}, 9000, 'machine_end_beep', 10_300],
    ['a machine without a beep ends in silence', { ...machine, beeps: false }, {}, 9000, 'machine_end_silence', 10_700],
    ['a greeting without end is cut by the timeout', machine, { timeoutMs: 5000 }, 9000, 'machine_end_other', 5000],
    ['a handset is a human', { kind: 'handset' }, {}, undefined, 'human', 2000],
    [
      'a persona may have its own',
      { ...person, detectedAs: { answeredBy: 'fax', afterSeconds: 1.5 } },
      ...([{}, 700, 'fax', 1500] as const),
    ],
  ])('%s', (_name, persona, changes, speechMs, answeredBy, afterMs) => {
    expect(verdictOn(persona, { ...plan, ...changes }, speechMs)).toEqual({ answeredBy, afterMs });
  });
});
