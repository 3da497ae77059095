import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { beep, decodeWav, encodeMp3, encodeWav, toMuLaw } from '../src/audio/index.ts';
import { type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox({
    personas: [{ persona: { kind: 'person', rings: 0.1, steps: [{ do: 'wait', seconds: 600 }] } }],
  });
});
afterEach(() => box.close());

/** Runs these verbs on a call that is answered, for a minute. */
async function run(verbs: string, more: Record<string, unknown> = {}) {
  box.app.on('/voice', `<Response>${verbs}</Response>`);
  const url = `${box.app.url}/voice`;
  const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, url, ...more });
  await box.clock.passes(60_000);
  const events = box.emulator.events(sid);
  const steps = events.flatMap(({ atMs, event }) => (event.type === 'did' ? [{ atMs, ...event }] : []));
  return {
    sid,
    heard: box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text)),
    warnings: events.flatMap(({ event }) => (event.type === 'warned' ? [event.code] : [])),
    steps: steps.map(({ verb, path }) => [verb, path]),
    /** How long each verb took, in milliseconds, but for the last. */
    lengths: steps.slice(1).map(({ atMs }, at) => atMs - (steps[at]?.atMs ?? 0)),
  };
}

// https://www.twilio.com/docs/voice/twiml/say (read 2026-11-21) [DOC]
describe('Say', () => {
  test('speaks SSML: a break takes its time', async () => {
    const plain = await run('<Say>One two.</Say><Say>One<break time="2s"/>two.</Say><Hangup/>');
    expect(plain.heard).toEqual(['One two.', 'Onetwo.']);
    expect((plain.lengths[1] ?? 0) - (plain.lengths[0] ?? 0)).toBeGreaterThan(1500);
  });

  test('is in a recording of the call, though it is made only when the file is written', async () => {
    const { sid } = await run('<Say>Can you hear me well?</Say>', { record: true });
    const [recording] = await box.client.recordings.list({ callSid: sid });
    const samples = decodeWav(await (await rest(box, `/Recordings/${recording?.sid}.wav`)).bytes());
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(1000);
  });

  test.each([
    ['13511', '<Say voice="nobody">Hello.</Say>', true],
    ['13512', '<Say language="xx-YY">Hello.</Say>', true],
    ['13510', '<Say loop="-1">Hello.</Say>', true],
    ['13520', '<Say></Say>', false],
    ['13521', `<Say voice="Polly.Joanna">${'Hello. '.repeat(600)}</Say>`, false],
  ])('warns of what it does not take: %s', async (code, say, isSpoken) => {
    const { heard, warnings } = await run(`${say}<Say>Next.</Say>`);
    expect(warnings).toEqual([Number(code)]);
    expect(heard).toEqual(isSpoken ? ['Hello.', 'Next.'] : ['Next.']);
  });

  test.each(['alice', 'man', 'Polly.Joanna-Neural', 'Google.en-US-Chirp3-HD-Aoede', 'Polly.Rémi-Generative'])(
    'knows the voice %s',
    async (voice) => {
      expect((await run(`<Say voice="${voice}" language="en-GB">Hello.</Say>`)).warnings).toEqual([]);
    },
  );

  test('with loop 0 repeats until the call ends', async () => {
    const { heard } = await run('<Say loop="0">Please hold.</Say><Say>Never.</Say>');
    expect(new Set(heard)).toEqual(new Set(['Please hold.']));
    expect(heard.length).toBeGreaterThan(20);
  });
});

// https://www.twilio.com/docs/voice/twiml/play (read 2026-11-21) [DOC]
describe('Play', () => {
  const tone = beep();

  test.each([
    ['audio/mpeg', () => encodeMp3([tone])],
    ['audio/x-wav', async () => encodeWav([tone])],
    ['audio/ulaw', async () => toMuLaw(tone)],
    ['audio/basic', async () => toMuLaw(tone)],
    ['audio/gsm', async () => new Uint8Array(33 * 25).fill(0xd0)],
  ])('plays %s', async (type, make) => {
    const body = await make();
    box.app.on('/sound', () => ({ type, body }));
    const { lengths, warnings } = await run('<Play>/sound</Play><Hangup/>');
    expect(warnings).toEqual([]);
    // An MP3 has silence at its ends.
    expect(lengths[0]).toBeGreaterThan(450);
    expect(lengths[0]).toBeLessThan(700);
  });

  test.each([
    ['12300', { type: 'text/html', body: 'no sound' }],
    ['13420', { type: 'audio/midi', body: 'MThd' }],
    ['11200', { status: 404, type: 'text/plain', body: 'none' }],
    ['12300', { type: 'audio/mpeg', body: 'no frames in here' }],
  ])('that cannot be played is skipped, and the call goes on: %s', async (code, reply) => {
    box.app.on('/sound', () => reply);
    const { heard, warnings } = await run('<Play>/sound</Play><Say>Next.</Say>');
    expect(warnings).toEqual([Number(code)]);
    expect(heard).toEqual(['Next.']);
  });

  test('fetches a sound without the parameters of a webhook', async () => {
    box.app.on('/sound', () => ({ type: 'audio/x-wav', body: encodeWav([tone]) }));
    await run('<Play>/sound</Play>');
    expect(box.app.received.find(({ path }) => path === '/sound')).toMatchObject({ method: 'GET', params: {} });
  });

  test('presses keys: w waits half a second, W a whole one', async () => {
    const { lengths, heard } = await run('<Play digits="1wW2"/><Hangup/>');
    expect(lengths[0]).toBe(140 + 500 + 1000 + 140);
    expect(heard).toEqual(['1wW2']);
  });

  test('does not press what is no key: 13430', async () => {
    const { warnings, heard } = await run('<Play digits="1x2"/>');
    expect([warnings, heard]).toEqual([[13430], []]);
  });

  test('presses no keys inside Gather', async () => {
    const { warnings, heard, steps } = await run(
      '<Gather timeout="1"><Say>One.</Say><Play digits="1"/></Gather><Say>Next.</Say>',
    );
    expect(heard).toEqual(['One.', 'Next.']);
    expect(warnings).toEqual([12200]);
    expect(steps).toEqual([
      ['gather', [0]],
      ['say', [0, 0]],
      ['play', [0, 1]],
      ['say', [1]],
    ]);
  });

  test('without a URL or keys is skipped: 11100', async () => {
    expect((await run('<Play/><Say>Next.</Say>')).warnings).toEqual([11100]);
    expect(box.app.at('/voice')).toHaveLength(1);
  });
});

test('a negative Pause is warned of, and one second counts: 13910', async () => {
  const { warnings, lengths } = await run('<Pause length="-3"/><Hangup/>');
  expect([warnings, lengths]).toEqual([[13910], [1000]]);
});

describe('Sms', () => {
  test('sends nothing, says so on the call and tells its action', async () => {
    box.app.on('/sent', '<Response/>');
    const { sid, warnings } = await run('<Sms statusCallback="/status" action="/sent">Your code is 7.</Sms>');
    expect(warnings).toEqual([12200]);
    const [warned] = box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.message] : []));
    expect(warned).toContain('To +12025550123, from +15005550006: Your code is 7.');
    const [sent] = box.app.at('/sent');
    expect(sent).toMatchObject({ SmsStatus: 'sent', CallSid: sid });
    expect(box.app.at('/status')).toMatchObject([{ SmsSid: sent?.SmsSid }]);
  });

  test.each([
    ['14101', '<Sms to="nobody">Hello</Sms>'],
    ['14102', '<Sms from="nobody">Hello</Sms>'],
    ['14103', '<Sms></Sms>'],
  ])('is checked: %s', async (code, verb) => {
    expect((await run(verb)).warnings).toEqual([Number(code)]);
  });
});

test('Reject on an answered call hangs up', async () => {
  const { sid, heard } = await run('<Say>Hello.</Say><Reject reason="busy"/><Say>Never.</Say>');
  expect(heard).toEqual(['Hello.']);
  expect((await box.client.calls(sid).fetch()).status).toBe('completed');
});

test('Parameters of Hangup reach nobody, and the call says so', async () => {
  expect((await run('<Hangup><Parameter name="a" value="b"/></Hangup>')).warnings).toEqual([12200]);
});
