import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BadMischief, type MischiefRule, readMischief } from '../src/index.ts';
import { accountSid, authToken, type Box, openBox, ours, rest } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  box.app.on('/voice', '<Response><Pause length="2"/></Response>');
});
afterEach(() => box.close());

type RequestDo = Extract<MischiefRule, { on: { operation: unknown } }>['do'];

function once(operation: string, fault: RequestDo): void {
  box.emulator.mischief.add({ on: { operation }, times: 1, do: fault });
}

const place = () =>
  box.client.calls.create({
    ...{ to: '+12025550123', from: ours, url: `${box.app.url}/voice`, statusCallback: `${box.app.url}/status` },
    statusCallbackEvent: ['initiated', 'completed'],
  });
const placePlainly = () =>
  rest(box, '/Calls.json', {
    ...{ method: 'POST', body: new URLSearchParams({ To: '+12025550123', From: ours, Url: `${box.app.url}/voice` }) },
  });
const calls = async () => (await box.client.calls.list()).length;

/** Lets work in flight come to where it waits for the clock. */
async function turns(): Promise<void> {
  while (box.clock.untilNextTimerMs() === undefined) await new Promise((turn) => setImmediate(turn));
}

describe('a request to place a call', () => {
  test('is refused with 429, with Retry-After and without', async () => {
    once('CreateCall', { fault: 'refuse', status: 429, retryAfterSeconds: 7 });
    once('CreateCall', { fault: 'refuse', status: 429 });
    const answers = [await placePlainly(), await placePlainly()];
    expect(answers.map(({ status, headers }) => [status, headers.get('retry-after')])).toEqual([
      [429, '7'],
      [429, null],
    ]);
    expect(await answers[0]?.json()).toMatchObject({ code: 20429, status: 429 });
    expect(await calls()).toBe(0);
  });

  test.each([
    [500, false, 0, 20500],
    [502, false, 0, 20500],
    [503, false, 0, 20503],
    [500, true, 1, 20500],
    [503, true, 1, 20503],
    [401, false, 0, 20003],
  ])('is answered %i (accepted: %s), and leaves %i calls', async (status, accepted, left, code) => {
    once('CreateCall', { fault: 'refuse', status, accepted });
    await expect(place()).rejects.toMatchObject({ status, code });
    expect(await calls()).toBe(left);
    expect(box.emulator.mischief.applied()).toMatchObject([{ fault: 'refuse', on: 'CreateCall', accountSid }]);
  });

  test('is refused under a number and a sentence of the rule', async () => {
    once('CreateCall', { fault: 'refuse', status: 400, code: 21215, message: 'Account not authorized to call there' });
    await expect(place()).rejects.toMatchObject({ status: 400, code: 21215, message: /not authorized/ });
  });

  test.each([true, false])('finds its connection cut (accepted: %s)', async (accepted) => {
    once('CreateCall', { fault: 'cut', accepted });
    await expect(place()).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(await calls()).toBe(accepted ? 1 : 0);
  });

  test('is accepted up to two minutes late', async () => {
    once('CreateCall', { fault: 'late-accept', delayMs: 120_000 });
    const placing = place();
    await turns();
    expect(await calls()).toBe(0);
    await box.clock.passes(120_000);
    expect((await placing).status).toBe('queued');
  });

  test.each(['headers', 'body'] as const)('is accepted at once, but its answer is slow in its %s', async (part) => {
    once('CreateCall', { fault: 'slow', part, delayMs: 60_000 });
    const placing = place();
    await turns();
    expect(await calls()).toBe(1);
    await box.clock.passes(60_000);
    expect((await placing).sid).toMatch(/^CA/);
  });

  test.each([
    ['truncated', (text: string) => text.startsWith('{"sid":"CA') && !text.endsWith('}')],
    ['malformed', (text: string) => text.startsWith("{'sid'")],
    ['html', (text: string) => text.startsWith('<html>')],
    ['empty', (text: string) => text === ''],
    ['duplicate-keys', (text: string) => text.startsWith('{"sid":"","sid":"CA')],
    ['huge', (text: string) => text.length > 10_000_000 && JSON.parse(text).sid.startsWith('CA')],
  ] as const)('is answered 201 with a body that is %s, and was accepted', async (body, isSo) => {
    once('CreateCall', { fault: 'bad-body', body });
    const answer = await placePlainly();
    expect(answer.status).toBe(201);
    expect(isSo(await answer.text())).toBe(true);
    expect(await calls()).toBe(1);
  });

  test('is answered after the first callback of its call', async () => {
    once('CreateCall', { fault: 'callback-first' });
    let isAnswered = false;
    const placing = place().finally(() => {
      isAnswered = true;
    });
    await turns();
    expect([isAnswered, await calls()]).toEqual([false, 1]);
    await box.clock.passes(1000);
    const { sid } = await placing;
    expect(box.app.at('/status')).toMatchObject([{ CallSid: sid, CallStatus: 'initiated' }]);
  });
});

describe('what is read', () => {
  test('lags: a list is without what is new', async () => {
    await place();
    await box.clock.passes(60_000);
    const { sid } = await place();
    box.emulator.mischief.add({ on: { operation: 'ListCall' }, do: { fault: 'lag', delayMs: 30_000 } });
    expect((await box.client.calls.list()).map((one) => one.sid)).not.toContain(sid);
    expect(await calls()).toBe(1);
    await box.clock.passes(31_000);
    expect(await calls()).toBe(2);
  });

  test('lags: a call is still queued though it was answered', async () => {
    const { sid } = await place();
    await box.clock.passes(60_000);
    once('FetchCall', { fault: 'lag', delayMs: 600_000 });
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'queued', startTime: null, price: null });
    expect(await box.client.calls(sid).fetch()).toMatchObject({ status: 'completed' });
  });

  test('has a price later than usual', async () => {
    box.emulator.mischief.add({ on: { price: true }, do: { fault: 'late-price', delayMs: 3_600_000 } });
    const { sid } = await place();
    await box.clock.passes(60_000);
    expect((await box.client.calls(sid).fetch()).price).toBe(null);
    await box.clock.passes(3_600_000);
    expect((await box.client.calls(sid).fetch()).price).toBe('-0.01400');
  });

  test('has a price that is corrected', async () => {
    box.emulator.mischief.add({
      ...{ on: { price: true }, do: { fault: 'wrong-price', byMicros: -14_000, correctedAfterMs: 60_000 } },
    });
    const { sid } = await place();
    await box.clock.passes(30_000);
    expect((await box.client.calls(sid).fetch()).price).toBe('-0.02800');
    await box.clock.passes(60_000);
    expect((await box.client.calls(sid).fetch()).price).toBe('-0.01400');
  });
});

describe('a recording', () => {
  const record = async () => {
    const says = '<Response><Say>Hello there.</Say></Response>';
    const { sid } = await box.client.calls.create({ to: '+12025550123', from: ours, twiml: says, record: true });
    await box.clock.passes(30_000);
    const [recording] = await box.client.calls(sid).recordings.list();
    return `/Recordings/${recording?.sid}.wav`;
  };

  test('is not there at first', async () => {
    const path = await record();
    once('FetchRecordingMedia', { fault: 'refuse', status: 404 });
    expect([(await rest(box, path)).status, (await rest(box, path)).status]).toEqual([404, 200]);
  });

  test('comes slowly', async () => {
    const path = await record();
    const whole = await (await rest(box, path)).bytes();
    once('FetchRecordingMedia', { fault: 'slow', part: 'body', delayMs: 60_000 });
    const reading = rest(box, path).then((answer) => answer.bytes());
    await turns();
    await box.clock.passes(60_000);
    expect((await reading).length).toBe(whole.length);
  });

  test('is far larger than it should be', async () => {
    const path = await record();
    once('FetchRecordingMedia', { fault: 'bad-body', body: 'huge', bytes: 20_000_000 });
    expect((await (await rest(box, path)).bytes()).length).toBeGreaterThan(20_000_000);
  });
});

test('the clock is stepped back an hour', async () => {
  const before = await place();
  once('CreateCall', { fault: 'step-clock', byMs: -3_600_000 });
  const after = await place();
  const steppedMs = before.dateCreated.getTime() - after.dateCreated.getTime();
  expect(steppedMs).toBe(3_600_000);
  await box.clock.passes(60_000);
  expect((await box.client.calls(after.sid).fetch()).status).toBe('completed');
});

describe('over HTTP', () => {
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${box.url}/emulator/v1/mischief${path}`, {
      method,
      headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  test('rules are added, listed with what they did, and removed', async () => {
    const rule = { on: { operation: 'CreateCall' }, do: { fault: 'refuse', status: 503 } };
    const added = await control('POST', '', [rule, { ...rule, id: 'second' }]);
    expect([added.status, await added.json()]).toEqual([201, { ids: ['rule-1', 'second'] }]);
    await expect(place()).rejects.toMatchObject({ status: 503 });
    expect(await (await control('GET', '')).json()).toMatchObject({
      rules: [
        { id: 'rule-1', applied: 1 },
        { id: 'second', applied: 0 },
      ],
      applied: [{ rule: 'rule-1', fault: 'refuse', on: 'CreateCall' }],
    });
    expect((await control('DELETE', '/rule-1')).status).toBe(204);
    expect((await control('DELETE', '/rule-1')).status).toBe(404);
    expect((await control('DELETE', '')).status).toBe(204);
    expect((await place()).status).toBe('queued');
  });

  test('a rule that makes no sense is refused with the place of the mistake', async () => {
    const refused = await control('POST', '', { on: { callback: 'status' }, do: { fault: 'drop' }, chance: 2 });
    expect([refused.status, await refused.json()]).toMatchObject([400, { code: 20001, message: /^rule: chance: / }]);
  });
});

describe('a file of rules', () => {
  test('is a list, or an object with rules', () => {
    const rule = { on: { callback: '*' }, chance: 0.1, do: { fault: 'duplicate', copies: 2 } };
    expect(readMischief(JSON.stringify([rule]))).toEqual([rule]);
    expect(readMischief(JSON.stringify({ rules: [rule] }))).toEqual([rule]);
  });

  test.each([
    ['{', /^bad.json: .*JSON/],
    ['{}', /^bad.json: is neither a list of rules/],
    ['[{"do":{"fault":"drop"}}]', /^bad.json: rule 1: "on" must have/],
    ['[{"on":{"callback":"*"},"do":{"fault":"refuse","status":500}}]', /^bad.json: rule 1: do/],
    [
      '[{"on":{"callback":"*","numbers":"("},"do":{"fault":"drop"}}]',
      /^bad.json: rule 1: on.numbers: is not a regular/,
    ],
  ])('%s is refused with a sentence', (text, sentence) => {
    expect(() => readMischief(text, 'bad.json')).toThrow(BadMischief);
    expect(() => readMischief(text, 'bad.json')).toThrow(sentence);
  });
});

test('a rule about an operation or a callback that does not exist is refused, since it would never apply', () => {
  const { mischief } = box.emulator;
  expect(() => mischief.add({ on: { operation: 'CreateCal' }, do: { fault: 'cut' } })).toThrow(
    'There is no operation CreateCal; COVERAGE.md lists them',
  );
  expect(() => mischief.add({ on: { callback: ['status', 'state'] }, do: { fault: 'drop' } })).toThrow(
    'There is no callback state; there are status, amd',
  );
  expect(mischief.list()).toEqual([]);
});
