import { afterEach, describe, expect, test } from 'vitest';
import type { Persona } from '../src/index.ts';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
afterEach(() => box.close());

type Person = Extract<Persona, { kind: 'person' }>;

/** Runs /voice on a call that this person answers, for a minute. */
async function gathered(voice: string, person: Omit<Person, 'kind'>, more: Record<string, unknown> = {}) {
  box = await openBox({ personas: [{ persona: { kind: 'person', rings: 1, ...person } }] });
  box.app.on('/voice', voice);
  box.app.on('/menu', '<Response><Pause length="30"/></Response>');
  const { sid } = await box.client.calls.create({
    to: '+12025550123',
    from: ours,
    url: `${box.app.url}/voice`,
    ...more,
  });
  await box.clock.passes(60_000);
  const events = box.emulator.events(sid);
  const [menu] = box.app.at('/menu');
  const answeredAtMs = events.find(({ event }) => event.type === 'answered')?.atMs ?? 0;
  const menuAtMs = events.find(({ event }) => event.type === 'asked' && event.request.url.endsWith('/menu'))?.atMs ?? 0;
  return {
    menu,
    /** When the action was asked, in seconds since the answer. */
    menuAt: menu ? (menuAtMs - answeredAtMs) / 1000 : undefined,
    heard: box.emulator.farEnds.list().flatMap((farEnd) => farEnd.heard.map(({ text }) => text)),
    warnings: events.flatMap(({ event }) => (event.type === 'warned' ? [event.code] : [])),
  };
}

const wait = (seconds: number) => ({ do: 'wait' as const, seconds });
const say = (text: string | { seconds: number }) => ({ do: 'say' as const, text });
const press = (digits: string) => ({ do: 'press' as const, digits });
const stay = wait(300);

describe('speech', () => {
  const speech = (attributes = '', inside = '') =>
    `<Response><Gather input="speech" action="/menu" ${attributes}>${inside}</Gather><Say>Nothing heard.</Say></Response>`;

  test('is told to the action in words, with a confidence', async () => {
    const { menu } = await gathered(speech(), { steps: [wait(1), say('I would like to pay.'), stay] });
    expect(menu).toMatchObject({ SpeechResult: 'I would like to pay.', Language: 'en-US', CallStatus: 'in-progress' });
    expect(Number(menu?.Confidence)).toBeGreaterThan(0.8);
    expect(Number(menu?.Confidence)).toBeLessThanOrEqual(1);
    expect(menu).not.toHaveProperty('Digits');
  });

  test('is over after a silence as long as timeout, unless speechTimeout says otherwise', async () => {
    const steps = [wait(1), say({ seconds: 2 }), say('Two.'), stay];
    const long = await gathered(speech('timeout="4"'), { steps });
    const longAt = long.menuAt ?? 0;
    await box.close();
    const short = await gathered(speech('timeout="4" speechTimeout="1"'), { steps });
    expect(longAt - (short.menuAt ?? 0)).toBeCloseTo(3, 3);
    expect(short.menu?.SpeechResult).toBe('Two.');
  });

  // "timeout takes precedence for DTMF input, speechTimeout for speech": https://www.twilio.com/docs/voice/twiml/gather
  test('that never begins is waited for as long as timeout', async () => {
    const { menu, heard } = await gathered(speech('timeout="3" speechTimeout="1"'), {
      steps: [wait(5), say('Late.'), stay],
    });
    expect(menu).toBeUndefined();
    expect(heard).toEqual(['Nothing heard.']);
  });

  test('auto ends at the first pause', async () => {
    const steps = [wait(1), say('One.'), wait(3), say('Two.'), stay];
    expect((await gathered(speech('speechTimeout="auto"'), { steps })).menu?.SpeechResult).toBe('One.');
  });

  test('of several sentences is one result', async () => {
    const steps = [wait(1), say('One.'), wait(3), say('Two.'), stay];
    expect((await gathered(speech(), { steps })).menu?.SpeechResult).toBe('One. Two.');
  });

  test('is cut off at maxSpeechTime, with the words said by then', async () => {
    const steps = [wait(1), say('Well I wanted to tell you a very long story about my uncle and his seven dogs'), stay];
    const { menu, menuAt } = await gathered(speech('maxSpeechTime="2"'), { steps });
    // It reacts to answering after 0.4 s.
    expect(menuAt).toBeCloseTo(3.4, 2);
    expect(menu?.SpeechResult).toMatch(/^Well I wanted/);
    expect(menu?.SpeechResult).not.toContain('dogs');
  });

  test('without words gives no result', async () => {
    const { menu, heard } = await gathered(speech(), { steps: [wait(1), say({ seconds: 2 }), stay] });
    expect(menu).toBeUndefined();
    expect(heard).toEqual(['Nothing heard.']);
  });

  test('stops the prompt, and with bargeIn="false" does not', async () => {
    const prompt = '<Say>First sentence of several.</Say><Say>Second sentence.</Say>';
    const steps = [say('Yes.'), stay];
    const barged = await gathered(speech('', prompt), { steps });
    expect(barged.menu?.SpeechResult).toBe('Yes.');
    expect(barged.heard).toEqual(['First sentence of several.']);
    await box.close();
    const patient = await gathered(speech('bargeIn="false"', prompt), { steps });
    expect(patient.menu?.SpeechResult).toBe('Yes.');
    expect(patient.heard).toEqual(['First sentence of several.', 'Second sentence.']);
  });

  test('that has begun before counts from here on', async () => {
    const voice = `<Response><Say>Hm.</Say><Gather input="speech" action="/menu"/></Response>`;
    const { menu } = await gathered(voice, {
      steps: [say('Hello hello is anybody there on the other side of this line'), stay],
    });
    expect(menu?.SpeechResult).toMatch(/line$/);
    expect(menu?.SpeechResult).not.toMatch(/^Hello hello/);
  });

  test('is starred where it is bad, unless told otherwise', async () => {
    const steps = [wait(1), say('This is fucking late.'), stay];
    expect((await gathered(speech(), { steps })).menu?.SpeechResult).toBe('This is f****** late.');
    await box.close();
    const { menu } = await gathered(speech('profanityFilter="false"'), { steps });
    expect(menu?.SpeechResult).toBe('This is fucking late.');
  });

  test('is surer and spelt as the hints say; a noisy line is less sure', async () => {
    const steps = [wait(1), say('call off hook please'), stay];
    const plain = Number((await gathered(speech(), { steps })).menu?.Confidence);
    await box.close();
    const { menu } = await gathered(speech('hints="Off Hook, billing"'), { steps });
    expect(menu?.SpeechResult).toBe('call Off Hook please');
    expect(Number(menu?.Confidence)).toBeGreaterThan(plain);
    await box.close();
    const noisy = await gathered(speech(), { steps, noiseDbfs: -30 });
    expect(Number(noisy.menu?.Confidence)).toBeLessThan(plain - 0.2);
  });

  test('is told word by word to partialResultCallback, whose answers have no effect', async () => {
    const steps = [wait(1), say('I would like to pay'), stay];
    const { menu, heard } = await gathered(speech('partialResultCallback="/partial"'), { steps });
    box.app.on('/partial', '<Response><Say>Never.</Say></Response>');
    const partials = box.app.at('/partial');
    expect(partials.map((params) => params.UnstableSpeechResult)).toEqual([
      'I',
      'I would',
      'I would like',
      'I would like to',
      'I would like to pay',
    ]);
    expect(partials.map((params) => params.SequenceNumber)).toEqual(['0', '1', '2', '3', '4']);
    expect(partials.at(-1)).toMatchObject({ StableSpeechResult: 'I would like', CallSid: menu?.CallSid });
    expect(menu?.SpeechResult).toBe('I would like to pay');
    expect(heard).toEqual([]);
  });
});

describe('keys and speech together', () => {
  const both = '<Response><Gather input="dtmf speech" timeout="3" action="/menu"/></Response>';

  // The first detected type wins: https://www.twilio.com/docs/voice/twiml/gather#input
  test('whatever comes first counts: speech', async () => {
    const { menu } = await gathered(both, { steps: [wait(1), say('Sales.'), press('1'), stay] });
    expect(menu?.SpeechResult).toBe('Sales.');
    expect(menu).not.toHaveProperty('Digits');
  });

  test('whatever comes first counts: keys', async () => {
    const { menu } = await gathered(both, { steps: [wait(1), press('1'), say('Sales.'), stay] });
    expect(menu?.Digits).toBe('1');
    expect(menu).not.toHaveProperty('SpeechResult');
  });

  test('a voice without words is no input, and keys count after it', async () => {
    const { menu } = await gathered(both, { steps: [wait(1), say({ seconds: 1 }), press('1'), stay] });
    expect(menu?.Digits).toBe('1');
  });

  test('once speech is detected, the finishing key finishes nothing', async () => {
    const { menu } = await gathered(both, { steps: [wait(1), say('Sales.'), press('#'), say('Please.'), stay] });
    expect(menu?.SpeechResult).toBe('Sales. Please.');
  });
});

describe('keys', () => {
  const keys = (attributes = '', inside = '') =>
    `<Response><Gather action="/menu" ${attributes}>${inside}</Gather><Say>Nothing pressed.</Say></Response>`;

  test('are over when none has come for the timeout, each starting it anew', async () => {
    const { menu, menuAt } = await gathered(keys('timeout="2"'), {
      steps: [wait(0.6), press('1'), wait(1.5), press('2'), stay],
    });
    expect(menu).toMatchObject({ Digits: '12', FinishedOnKey: '', msg: 'Gather End' });
    expect(menuAt).toBeGreaterThan(4);
  });

  test('timeout is counted from the end of the prompts', async () => {
    const { menu } = await gathered(keys('timeout="2"', '<Pause length="5"/>'), { steps: [wait(6), press('1'), stay] });
    expect(menu?.Digits).toBe('1');
  });

  // With finishOnKey="" everything is captured until the timeout or numDigits: twiml/gather#finishonkey
  test('without a finishing key # is a key like any other', async () => {
    const { menu } = await gathered(keys('finishOnKey="" timeout="2"'), { steps: [wait(1), press('1#2'), stay] });
    expect(menu?.Digits).toBe('1#2');
  });

  test('a finishing key that comes first is no input', async () => {
    const { menu, heard } = await gathered(keys(), { steps: [wait(1), press('#'), stay] });
    expect(menu).toBeUndefined();
    expect(heard).toEqual(['Nothing pressed.']);
  });

  test('with actionOnEmptyResult the finishing key alone asks the action', async () => {
    const { menu } = await gathered(keys('actionOnEmptyResult="true"'), { steps: [wait(1), press('#'), stay] });
    expect(menu).toMatchObject({ Digits: '', FinishedOnKey: '#' });
  });

  test('speech does not disturb a Gather for keys', async () => {
    const { menu } = await gathered(keys(), { steps: [wait(1), say('Hello there.'), press('5'), stay] });
    expect(menu?.Digits).toBe('5');
  });

  // Record and Dial ask their action after a hang-up, Gather does not.
  test('who hangs up meanwhile is not told of', async () => {
    const { menu } = await gathered(keys('timeout="20"'), { steps: [wait(1), press('12'), { do: 'hang-up' }] });
    expect(menu).toBeUndefined();
  });
});

describe('attributes that Twilio warns of', () => {
  test.each([
    ['finishOnKey="12"', 13310],
    ['timeout="-1"', 13313],
    ['numDigits="0"', 13314],
    ['speechTimeout="soon"', 13327],
    ['maxSpeechTime="61"', 13328],
    [`hints="${'x'.repeat(101)}"`, 13330],
    ['language="english please"', 13331],
    ['speechModel="the_best"', 13334],
    ['speechTimeout="auto" speechModel="phone_call"', 13335],
  ])('%s: %i, and the default is taken', async (attribute, code) => {
    const voice = `<Response><Gather input="dtmf speech" action="/menu" ${attribute}/></Response>`;
    const { menu, warnings } = await gathered(voice, { steps: [wait(1), press('1#'), stay] });
    expect(warnings).toContain(code);
    expect(menu?.Digits).toBe('1');
  });
});

// https://www.twilio.com/docs/api/errors/15004 (read 2026-11-21)
test('TwiML that updates a live call must have an absolute action: 15004', async () => {
  const persona: Persona = { kind: 'person', rings: 1, reactions: [{ hears: 'press', steps: [press('1')] }] };
  box = await openBox({ personas: [{ persona }] });
  box.app.on('/voice', '<Response><Pause length="60"/></Response>');
  const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(10_000);
  const gather = '<Gather numDigits="1" action="/menu"><Say>Press one.</Say></Gather>';
  await box.client.calls(sid).update({ twiml: `<Response>${gather}</Response>` });
  await box.clock.passes(20_000);
  const codes = box.emulator.events(sid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
  expect(codes).toEqual([15004]);
  expect(box.app.at('/menu')).toEqual([]);
});

test('a prompt goes on when somebody else takes the far end over', async () => {
  box = await openBox({ personas: [{ persona: { kind: 'person', rings: 1 } }] });
  const prompts = '<Say>First sentence of several.</Say><Say>Second sentence.</Say>';
  box.app.on('/voice', `<Response><Gather input="speech" action="/menu" timeout="9">${prompts}</Gather></Response>`);
  const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, url: `${box.app.url}/voice` });
  await box.clock.passes(2700);
  await box.emulator.farEnds.act(sid, { do: 'be-machine', greeting: '' });
  await box.clock.passes(5000);
  const [farEnd] = box.emulator.farEnds.list();
  expect(farEnd?.heard.map(({ text }) => text)).toEqual(['First sentence of several.', 'Second sentence.']);
});
