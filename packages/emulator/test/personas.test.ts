import { afterEach, describe, expect, test } from 'vitest';
import { decodeWav, detectBeeps, speechSpans } from '../src/audio/index.ts';
import type { Persona, PersonaRule } from '../src/index.ts';
import { type Box, openBox, ours, rest } from './box.ts';

let box: Box;
afterEach(() => box.close());

const to = '+12025550123';

/** Calls somebody who hears this document, for a minute of the clock. */
async function called(persona: Persona, voice = '<Response><Pause length="300"/></Response>') {
  box = await openBox({ personas: [{ persona }] });
  return await callIn(voice);
}

async function callIn(voice: string) {
  box.app.on('/voice', voice);
  const { sid } = await box.client.calls.create({ to, from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(60_000);
  const [farEnd] = box.emulator.farEnds.list();
  const events = box.emulator.events(sid);
  const atMs = (type: string) => events.find(({ event }) => event.type === type)?.atMs ?? Number.NaN;
  return {
    sid,
    call: await box.client.calls(sid).fetch(),
    said: (farEnd?.said ?? []).map(({ text }) => text),
    /** In seconds since the answer. */
    saidAt: (farEnd?.said ?? []).map((said) => (said.atMs - atMs('answered')) / 1000),
    heardAt: (farEnd?.heard ?? []).map((heard) => (heard.atMs - atMs('answered')) / 1000),
    heard: (farEnd?.heard ?? []).map(({ text }) => text),
    rangSeconds: (atMs('answered') - atMs('ringing')) / 1000,
    endedAt: (atMs('ended') - atMs('answered')) / 1000,
    sipCode: events.flatMap(({ event }) => (event.type === 'ended' ? [event.sipCode] : []))[0],
  };
}

describe('ringing', () => {
  test('lasts as many seconds as the persona says', async () => {
    expect((await called({ kind: 'person', ringSeconds: 7.5 })).rangSeconds).toBeCloseTo(7.5, 6);
  });

  test('is drawn anew for each call, the same for the same seed', async () => {
    const persona: Persona = { kind: 'person', ringSeconds: { mean: 12, deviation: 3, atLeast: 6, atMost: 18 } };
    const first = await called(persona);
    const second = await callIn('<Response/>');
    expect(second.rangSeconds).not.toBe(first.rangSeconds);
    await box.close();
    expect((await called(persona)).rangSeconds).toBe(first.rangSeconds);
    expect(first.rangSeconds).toBeGreaterThanOrEqual(6);
    expect(first.rangSeconds).toBeLessThanOrEqual(18);
  });

  test.each([404, 480, 503] as const)('somebody unreachable by SIP %i has failed, without ringing', async (sipCode) => {
    const { call, sipCode: ended, rangSeconds } = await called({ kind: 'unreachable', sipCode });
    expect(call.status).toBe('failed');
    expect(ended).toBe(sipCode);
    expect(rangSeconds).toBeNaN();
  });
});

test('by default somebody picks up after two rings, says hello and listens', async () => {
  box = await openBox({ ringSeconds: 6 });
  const { rangSeconds, said, call } = await callIn('<Response><Pause length="20"/><Say>Bye.</Say></Response>');
  expect(rangSeconds).toBe(12);
  expect(said).toEqual(['Hello, who is calling?']);
  expect(call.status).toBe('completed');
});

test('whoever is drawn from a mix answers', async () => {
  const mix: PersonaRule = {
    persona: {
      kind: 'mix',
      mix: [
        { persona: { kind: 'busy' }, weight: 1 },
        { persona: 'declines', weight: 1 },
      ],
    },
  };
  box = await openBox({ personas: [mix] });
  const codes: (number | undefined)[] = [];
  for (let time = 0; time < 12; time += 1) codes.push((await callIn('<Response/>')).sipCode);
  expect(new Set(codes)).toEqual(new Set([486, 603]));
});

describe('a reaction', () => {
  const menu =
    '<Response><Gather numDigits="1" action="/menu"><Say>Welcome. Press two for sales, or hold on.</Say></Gather></Response>';

  test('presses the key that is asked for, when the prompt is over', async () => {
    const { said, saidAt } = await called(
      { kind: 'person', reactions: [{ hears: 'press (\\w+) for sales', steps: [{ do: 'press', digits: '$1' }] }] },
      menu,
    );
    expect(said).toEqual(['2']);
    expect(box.app.at('/menu')).toMatchObject([{ Digits: '2' }]);
    expect(saidAt[0]).toBeGreaterThan(3);
  });

  test('that interrupts comes as soon as the words were heard', async () => {
    const reaction = { hears: 'welcome', steps: [{ do: 'press' as const, digits: '2' }] };
    const patient = await called({ kind: 'person', reactions: [reaction] }, menu);
    await box.close();
    const { saidAt } = await called({ kind: 'person', reactions: [{ ...reaction, interrupts: true }] }, menu);
    expect(saidAt[0]).toBeLessThan((patient.saidAt[0] ?? 0) - 1);
  });

  test('answers a question in words, once unless told otherwise', async () => {
    const reactions = [{ hears: 'name', steps: [{ do: 'say' as const, text: 'Ada Lovelace' }] }];
    const question =
      '<Response><Gather input="speech" action="/voice" speechTimeout="1"><Say>What is your name?</Say></Gather></Response>';
    const { said } = await called({ kind: 'person', reactions }, question);
    expect(said).toEqual(['Ada Lovelace']);
    expect(box.app.at('/voice')[1]).toMatchObject({ SpeechResult: 'Ada Lovelace' });
  });

  test('comes so long after answering, or when nobody has spoken for so long', async () => {
    const reactions = [
      { afterSeconds: 10, steps: [{ do: 'say' as const, text: 'Ten.' }] },
      { afterSilenceSeconds: 3, times: 2, steps: [{ do: 'say' as const, text: 'Hello?' }] },
    ];
    const { said, saidAt } = await called({ kind: 'person', reactions });
    expect(said).toEqual(['Hello?', 'Hello?', 'Ten.']);
    expect(saidAt[0]).toBeCloseTo(3, 6);
    expect(saidAt[2]).toBeCloseTo(10, 6);
  });

  test('to words that were never said does not come', async () => {
    const reactions = [{ hears: 'support', steps: [{ do: 'press' as const, digits: '3' }] }];
    expect((await called({ kind: 'person', reactions }, menu)).said).toEqual([]);
  });
});

describe('out of patience, somebody hangs up', () => {
  test('after so long a call', async () => {
    expect((await called({ kind: 'person', patience: { callSeconds: 12 } })).endedAt).toBeCloseTo(12, 6);
  });

  test('after so long a silence', async () => {
    const voice = '<Response><Pause length="3"/><Say>One moment.</Say><Pause length="300"/></Response>';
    const { endedAt } = await called({ kind: 'person', patience: { silenceSeconds: 6 } }, voice);
    expect(endedAt).toBeGreaterThan(9);
    expect(endedAt).toBeLessThan(11);
  });

  test('after ringing or music for so long without a word', async () => {
    const voice = '<Response><Dial timeout="60">+12025550103</Dial></Response>';
    const persona: Persona = { kind: 'person', patience: { holdSeconds: 15 } };
    box = await openBox({ personas: [{ numbers: [to], persona }] });
    box.app.on('/voice', voice);
    const { endedAt } = await callIn(voice);
    expect(endedAt).toBeCloseTo(15, 6);
  });

  test('when the same words come again and again', async () => {
    const voice = '<Response><Say loop="10">Please hold the line.</Say></Response>';
    const { heard, call } = await called({ kind: 'person', patience: { repeats: 3 } }, voice);
    expect(heard).toHaveLength(3);
    expect(call.status).toBe('completed');
  });
});

test('a voicemail greets as long as it is told to, waits and beeps as it is told to', async () => {
  const { said, saidAt } = await called({
    kind: 'voicemail',
    greeting: { seconds: 6 },
    silenceSeconds: 2,
    beeps: { seconds: 0.3, hz: 1400 },
    recordSeconds: 5,
  });
  expect(said).toEqual(['', 'beep']);
  expect((saidAt[1] ?? 0) - (saidAt[0] ?? 0)).toBeCloseTo(8, 6);
});

describe('in a recording', () => {
  async function recorded(persona: Persona) {
    box = await openBox({ personas: [{ persona }] });
    box.app.on('/voice', '<Response><Pause length="9"/></Response>');
    const recording = { record: true, trim: 'do-not-trim' as const };
    await box.client.calls.create({ to, from: ours, url: `${box.app.url}/voice`, ...recording });
    await box.clock.passes(60_000);
    const [kept] = await box.client.recordings.list();
    return decodeWav(await (await rest(box, `/Recordings/${kept?.sid}.wav`)).bytes());
  }

  test('a machine is heard as long as it was said to be', async () => {
    const samples = await recorded({
      kind: 'voicemail',
      greeting: { seconds: 4 },
      silenceSeconds: 1,
      beeps: { seconds: 0.8, hz: 1400 },
    });
    const [speech] = speechSpans(samples);
    expect((speech?.startMs ?? 0) / 1000).toBeCloseTo(0.6, 0);
    expect(((speech?.endMs ?? 0) - (speech?.startMs ?? 0)) / 1000).toBeCloseTo(4, 0);
    const [beep] = detectBeeps(samples);
    expect((beep?.startMs ?? 0) / 1000).toBeCloseTo(5.5, 1);
    expect(beep?.frequencyHz).toBeCloseTo(1400, -2);
  });

  test('a bad line hisses all the time', async () => {
    const samples = await recorded({ kind: 'person', noiseDbfs: -40 });
    const power = samples.reduce((sum, sample) => sum + (sample / 32_768) ** 2, 0) / samples.length;
    expect(10 * Math.log10(power)).toBeCloseTo(-40, 0);
  });
});
