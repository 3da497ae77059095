import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { speechSpans, synthesise } from '../src/audio/index.ts';
import type { Persona } from '../src/index.ts';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  box.app.on('/voice', '<Response><Say>Hello.</Say></Response>');
});
afterEach(() => box.close());

function call(to: string, more: Record<string, unknown>) {
  const { app, client } = box;
  const status = { statusCallback: `${app.url}/status`, statusCallbackEvent: ['answered', 'completed'] };
  return client.calls.create({ to, from: ours, url: `${app.url}/voice`, ...status, ...more });
}

describe('while the document waits for the verdict', () => {
  test.each([
    ['+12025550123', 'Enable', 'human'],
    ['+12025550101', 'Enable', 'machine_start'],
    ['+12025550101', 'DetectMessageEnd', 'machine_end_beep'],
    ['+12025550123', 'DetectMessageEnd', 'human'],
    ['+12025550106', 'Enable', undefined],
  ])('%s under %s is %s', async (to, machineDetection, answeredBy) => {
    const { sid } = await call(to, { machineDetection });
    await box.clock.passes(60_000);
    expect(box.app.at('/voice').map((params) => params.AnsweredBy)).toEqual(answeredBy ? [answeredBy] : []);
    expect((await box.client.calls(sid).fetch()).answeredBy).toBe(answeredBy ?? null);
    expect(box.app.at('/status').at(-1)?.AnsweredBy).toBe(answeredBy);
  });

  test('a machine is spoken to only after its beep', async () => {
    await call('+12025550101', { machineDetection: 'DetectMessageEnd' });
    await box.clock.passes(60_000);
    const [farEnd] = box.emulator.farEnds.list();
    const beep = farEnd?.said.find((said) => said.kind === 'beep');
    const hello = farEnd?.heard.find((heard) => heard.text === 'Hello.');
    expect((hello?.atMs ?? 0) - (beep?.atMs ?? 0)).toBeGreaterThanOrEqual(500);
    expect((hello?.atMs ?? 0) - (beep?.atMs ?? 0)).toBeLessThan(600);
  });

  test('a person who says nothing is unknown after the silence timeout', async () => {
    await box.close();
    const silent = { kind: 'person' as const, steps: [{ do: 'wait' as const, seconds: 60 }] };
    box = await openBox({ personas: [{ endsIn: '0177', persona: silent }] });
    box.app.on('/voice', '<Response/>');
    await call('+12025550177', { machineDetection: 'Enable', machineDetectionSilenceTimeout: 3000 });
    await box.clock.passes(60_000);
    expect(box.app.at('/voice')).toMatchObject([{ AnsweredBy: 'unknown' }]);
  });
});

test('in the background the verdict has four fields of its own, and the document starts at once', async () => {
  const { app, clock, emulator } = box;
  app.on('/voice', '<Response><Pause length="30"/></Response>');
  const { sid } = await call('+12025550101', {
    machineDetection: 'DetectMessageEnd',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${app.url}/amd`,
  });
  await clock.passes(60_000);
  const [verdict] = app.at('/amd');
  expect(Object.keys(verdict ?? {}).sort()).toEqual([
    'AccountSid',
    'AnsweredBy',
    'CallSid',
    'MachineDetectionDuration',
  ]);
  expect(verdict).toMatchObject({ CallSid: sid, AnsweredBy: 'machine_end_beep' });
  expect(app.at('/voice')[0]).not.toHaveProperty('AnsweredBy');
  const atMs = (type: string) => emulator.events(sid).find(({ event }) => event.type === type)?.atMs ?? 0;
  expect(atMs('did')).toBe(atMs('answered'));
  expect(atMs('detected') - atMs('answered')).toBeCloseTo(Number(verdict?.MachineDetectionDuration), -1);
});

type Verdict = [answeredBy: string | undefined, afterSeconds: number];

/** Who answered, and how long after the answer that was known. */
async function verdictOn(persona: Persona, tuning: Record<string, unknown> = {}): Promise<Verdict> {
  await box.close();
  box = await openBox({ personas: [{ persona }] });
  box.app.on('/voice', '<Response><Pause length="30"/></Response>');
  const { sid } = await call('+12025550177', { machineDetection: 'Enable', ...tuning });
  await box.clock.passes(60_000);
  const events = box.emulator.events(sid);
  const found = events.find(({ event }) => event.type === 'detected')?.event;
  const verdict = found?.type === 'detected' ? found : undefined;
  return [verdict?.answeredBy, (verdict?.afterMs ?? 0) / 1000];
}

describe('what is really heard decides', () => {
  const hello = (seconds: number): Persona => ({ kind: 'person', hello: { seconds } });
  const machine = (changes: object = {}): Persona => ({ kind: 'voicemail', greeting: { seconds: 6 }, ...changes });

  // A person reacts to answering after 0.4 seconds, a machine after 0.5.
  test.each<[string, Persona, Record<string, unknown>, Verdict]>([
    ['a short hello is a person', hello(0.8), {}, ['human', 2.4]],
    ['a long hello is taken for a machine', hello(3), {}, ['machine_start', 2.8]],
    ['a higher speech threshold knows better', hello(3), { machineDetectionSpeechThreshold: 4000 }, ['human', 4.6]],
    ['a shorter pause is enough when asked', hello(0.8), { machineDetectionSpeechEndThreshold: 500 }, ['human', 1.7]],
    ['somebody who says nothing is unknown', { kind: 'person' }, {}, ['unknown', 5]],
    ['a fax is known by its tone', { kind: 'fax' }, {}, ['fax', 1]],
    [
      'a message ends with its beep',
      machine({ silenceSeconds: 1 }),
      { machineDetection: 'DetectMessageEnd' },
      ['machine_end_beep', 8],
    ],
    [
      'a beep after a silence comes too late',
      machine({ silenceSeconds: 2 }),
      { machineDetection: 'DetectMessageEnd' },
      ['machine_end_silence', 7.7],
    ],
    [
      'and with more patience does not',
      machine({ silenceSeconds: 2 }),
      { machineDetection: 'DetectMessageEnd', machineDetectionSpeechEndThreshold: 3000 },
      ['machine_end_beep', 9],
    ],
    [
      'a beep too short to be heard as one is none',
      machine({ beeps: { seconds: 0.1 } }),
      { machineDetection: 'DetectMessageEnd' },
      ['machine_end_silence', 7.7],
    ],
    [
      'a message that does not end within the timeout is cut',
      machine({ greeting: { seconds: 20 } }),
      { machineDetection: 'DetectMessageEnd', machineDetectionTimeout: 10 },
      ['machine_end_other', 10],
    ],
    ['a line that hisses loudly seems to speak', { kind: 'person', noiseDbfs: -20 }, {}, ['machine_start', 2.4]],
  ])('%s', async (_name, persona, tuning, verdict) => {
    expect(await verdictOn(persona, tuning)).toEqual(verdict);
  });

  test('a machine that pauses after its hello is taken for a person, unless more patience is asked for', async () => {
    const pausing = machine({ greeting: [{ seconds: 1 }, { pauseSeconds: 1.5 }, { seconds: 6 }] });
    expect(await verdictOn(pausing)).toEqual(['human', 2.7]);
    // Nobody knows at 2.9 that it will go on at 3.
    expect(await verdictOn(pausing, { machineDetectionSpeechEndThreshold: 2000 })).toEqual(['machine_start', 3]);
  });

  test('words are as long as they sound, without the silence around them', async () => {
    const text = 'Hello, who is calling?';
    const { startMs, endMs } = speechSpans(await synthesise(text, 'rms'))[0] ?? { startMs: 0, endMs: 0 };
    const [answeredBy, afterSeconds] = await verdictOn({ kind: 'person', voice: 'rms', hello: text });
    expect(answeredBy).toBe('human');
    expect(startMs).toBeGreaterThan(100);
    expect(afterSeconds).toBeCloseTo(0.4 + endMs / 1000 + 1.2, 6);
  });
});

describe('whoever acts at a handset', () => {
  async function answered() {
    const { sid } = await call('+12025550110', { machineDetection: 'Enable' });
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'answer' });
    return sid;
  }

  test('is a person by what is said there, and unknown when nothing is', async () => {
    await answered();
    await box.clock.passes(4900);
    expect(box.app.at('/voice')).toEqual([]);
    await box.clock.passes(200);
    expect(box.app.at('/voice')).toMatchObject([{ AnsweredBy: 'unknown' }]);
    const sid = await answered();
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'say', text: 'Hello?' });
    await box.clock.passes(3000);
    expect(box.app.at('/voice')[1]).toMatchObject({ AnsweredBy: 'human' });
  });

  test('is a machine from when it becomes one', async () => {
    const sid = await answered();
    await box.clock.passes(1000);
    await box.emulator.farEnds.act(sid, { do: 'be-machine' });
    await box.clock.passes(10_000);
    expect(box.app.at('/voice')).toMatchObject([{ AnsweredBy: 'machine_start' }]);
  });

  test('is a machine for having talked too long without a pause', async () => {
    const sid = await answered();
    const text = 'I am somebody who likes to talk and talk and talk without ever coming to an end or to a point';
    await box.emulator.farEnds.act(sid, { do: 'say', text });
    await box.clock.passes(10_000);
    expect(box.app.at('/voice')).toMatchObject([{ AnsweredBy: 'machine_start' }]);
  });
});

test('who hangs up before the verdict is unknown, where that is wanted', async () => {
  await box.close();
  box = await openBox({ verdictOnHangUp: 'unknown' });
  box.app.on('/voice', '<Response/>');
  const { sid } = await call('+12025550106', { machineDetection: 'Enable' });
  await box.clock.passes(60_000);
  expect(box.app.at('/voice')).toEqual([]);
  expect((await box.client.calls(sid).fetch()).answeredBy).toBe('unknown');
  expect(box.app.at('/status').at(-1)?.AnsweredBy).toBe('unknown');
});

test('one seed gives one order of events, whether or not the words were ever spoken before', async () => {
  const run = async () => {
    await box.close();
    const greeting = 'These words have never been spoken. They are only spoken here.';
    box = await openBox({ personas: [{ persona: { kind: 'voicemail', greeting, ringSeconds: [2, 9] } }] });
    box.app.on('/voice', '<Response><Gather input="speech"><Say>And what is this about?</Say></Gather></Response>');
    const { sid } = await call('+12025550177', { machineDetection: 'DetectMessageEnd' });
    await box.clock.passes(60_000);
    return box.emulator.events(sid).map(({ atMs, event }) => `${atMs} ${event.type}`);
  };
  expect(await run()).toEqual(await run());
});
