import {
  type CallDetail,
  changeSetting,
  createVoicemailDrop,
  getCall,
  hangUpCall,
  listCalls,
  placeCall,
} from '@offhook/contract';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const machine = '+14155550101';
const human = '+14155550142';
const silentMachine = '+14155550161';
const shortTape = '+14155550162';
const lateToPress = '+14155550163';
const agent = '+14155550171';
const dropText = 'This is the agency. We found a house that you may like. Please call us back when you have time.';
const opening = 'Hello, this is your agency with news about a house. '.repeat(4);

let world: World;
let dropId: string;
beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        { numbers: [silentMachine], persona: { kind: 'voicemail', greeting: longGreeting, beeps: false } },
        { numbers: [shortTape], persona: { kind: 'voicemail', greeting: longGreeting, recordSeconds: 2 } },
        {
          numbers: [agent],
          persona: {
            kind: 'person',
            steps: [
              { do: 'wait', seconds: 1 },
              { do: 'press', digits: '1' },
              { do: 'listen', quietSeconds: 90, atMostSeconds: 600 },
            ],
          },
        },
        {
          numbers: [lateToPress],
          persona: {
            kind: 'person',
            detectedAs: { answeredBy: 'machine_end_beep', afterSeconds: 25 },
            steps: [
              { do: 'wait', seconds: 2 },
              { do: 'press', digits: '1' },
              { do: 'listen', quietSeconds: 60, atMostSeconds: 600 },
            ],
          },
        },
      ],
    },
  });
  dropId = (await world.admin(createVoicemailDrop, { body: { name: 'A house', text: dropText } })).id;
});
afterAll(() => world.close());
beforeEach(() => world.emulator.mischief.clear());
afterEach(() => world.emulator.mischief.clear());

const longGreeting = 'You have reached us at the wrong moment. Nobody is here, so please try again some other time.';

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });

async function place(to: string, more: object = {}) {
  const body = { to, from: ourNumber, message: opening, voicemail_drop_id: dropId, ...more };
  return world.admin(placeCall, { body });
}

/** What the far end was told, in order, with when. */
function said(sid: string | null): { text: string; atMs: number }[] {
  return world.emulator
    .events(sid ?? '')
    .flatMap(({ atMs, event }) =>
      event.type === 'did' && event.verb === 'say' ? [{ text: event.detail ?? '', atMs }] : [],
    );
}

const kindsOf = ({ webhooks }: CallDetail) => webhooks.map(({ kind }) => kind);
const timesAsked = (call: CallDetail, kind: string) => kindsOf(call).filter((each) => each === kind).length;
const sentence = (text: string) => text.trim();

describe('a voicemail drop', () => {
  test('is left after the beep, whole and once, and proven', async () => {
    const placed = await place(machine);
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ status: 'completed', answered_by: 'machine_end_beep', voicemail_dropped: true });
    expect(call.voicemail_drop).toMatchObject({
      id: dropId,
      name: 'A house',
      outcome: 'complete',
    });
    const { beep_at, started_at, finished_at, played_seconds } = call.voicemail_drop ?? {};
    const sinceBeep = Date.parse(started_at ?? '') - Date.parse(beep_at ?? '');
    expect(sinceBeep).toBeGreaterThanOrEqual(0);
    expect(sinceBeep).toBeLessThan(1000);
    const playedMs = Date.parse(finished_at ?? '') - Date.parse(started_at ?? '');
    expect(playedMs / 1000).toBeCloseTo(played_seconds ?? 0, 0);
    expect(playedMs).toBeGreaterThan(5000);
    expect([timesAsked(call, 'drop'), timesAsked(call, 'dropped')]).toEqual([1, 1]);
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual([sentence(opening), dropText]);
  });

  test('waits for the beep behind an opening that is shorter than the greeting', async () => {
    const placed = await place(machine, { message: 'Hi.' });
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call.voicemail_drop).toMatchObject({ outcome: 'complete' });
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual(['Hi.', dropText]);
    expect(timesAsked(call, 'afterwards')).toBeGreaterThan(2);
  });

  test('is all that a machine hears when the verdict is waited for', async () => {
    const placed = await place(machine, { machine_detection: 'wait' });
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ answered_by: 'machine_end_beep', voicemail_drop: { outcome: 'complete' } });
    expect(call.voicemail_drop?.beep_at).not.toBeNull();
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual([dropText]);
    expect(timesAsked(call, 'drop')).toBe(1);
  });

  test('is not for a person: the script goes on to its end, and so does the call', async () => {
    const placed = await place(human);
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ status: 'completed', answered_by: 'human', voicemail_dropped: false });
    expect(call.voicemail_drop).toMatchObject({ outcome: 'not-left', started_at: null, played_seconds: null });
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual([sentence(opening)]);
    expect(timesAsked(call, 'afterwards')).toBe(1);
  });

  test('is not left without a beep, and the call ends before the script lies on the tape', async () => {
    const placed = await place(silentMachine);
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ status: 'completed', answered_by: 'machine_end_silence' });
    expect(call.voicemail_drop).toMatchObject({ outcome: 'not-left', beep_at: null });
    expect(call.events.find(({ kind }) => kind === 'nothing-left')?.sentence).toContain('machine_end_silence');
    const verdictMs = Date.parse(call.events.find(({ kind }) => kind === 'machine-verdict')?.at ?? '');
    expect(Date.parse(call.ended_at ?? '') - verdictMs).toBeLessThan(2000);
  });

  test('is left after silence where the setting says so', async () => {
    const params = { key: 'drop_after_machine' } as const;
    await world.admin(changeSetting, { params, body: { value: ['machine_end_beep', 'machine_end_silence'] } });
    const placed = await place(silentMachine);
    await world.admin(changeSetting, { params, body: { value: null } });
    await world.passes(120);
    expect((await detail(placed.id)).voicemail_drop).toMatchObject({ outcome: 'complete', beep_at: null });
  });

  test('whose page fails once is left all the same, with its proof and without an apology', async () => {
    const broken = { fault: 'alter' as const, url: 'http://127.0.0.1:1/twiml/drop/x' };
    const placed = await place(machine);
    while ((await detail(placed.id)).status !== 'in-progress') await world.passes(1);
    // The opening was given: the next document is the drop.
    world.emulator.mischief.add({ on: { callback: 'document' }, times: 1, do: broken });
    await world.passes(120);
    const call = await detail(placed.id);
    expect(timesAsked(call, 'fallback')).toBe(1);
    expect(call.voicemail_drop).toMatchObject({ outcome: 'complete' });
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual([sentence(opening), dropText]);
  });

  test('that the machine cuts off is said to be truncated', async () => {
    const placed = await place(shortTape);
    // The tape is over within seconds of the clock: whoever is to act on the verdict comes to it in between.
    for (let seconds = 0; seconds < 60; seconds += 1) await world.passes(1);
    const call = await detail(placed.id);
    expect(call).toMatchObject({
      voicemail_dropped: false,
      voicemail_drop: { outcome: 'truncated', finished_at: null },
    });
    expect(call.voicemail_drop?.played_seconds).toBeLessThan(4);
  });
});

describe('a verdict', () => {
  test('that is told several times begins the drop once (rapidpro/mailroom#476)', async () => {
    world.emulator.mischief.add({ on: { callback: 'amd' }, do: { fault: 'duplicate', copies: 3, apartMs: 1500 } });
    const placed = await place(machine);
    await world.passes(120);
    const call = await detail(placed.id);
    expect(timesAsked(call, 'machine')).toBe(4);
    expect(timesAsked(call, 'drop')).toBe(1);
    expect(call.voicemail_drop).toMatchObject({ outcome: 'complete' });
    expect(said(placed.call_sid).map(({ text }) => text)).toEqual([sentence(opening), dropText]);
  });

  test('that comes after a key was pressed changes nothing: whoever pressed is a person', async () => {
    const placed = await place(lateToPress, { connect: { phone: agent, when: 'press-1' } });
    await world.passes(60);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ status: 'in-progress', answered_by: 'machine_end_beep' });
    expect(call.events.map(({ kind }) => kind)).not.toContain('drop-ordered');
    expect(timesAsked(call, 'drop')).toBe(0);
    await world.admin(hangUpCall, { params: { call_id: placed.id } });
    await world.passes(60);
  });

  test('after the end changes nothing', async () => {
    world.emulator.mischief.add({ on: { callback: 'amd' }, do: { fault: 'delay', delayMs: 60_000 } });
    const placed = await place(machine);
    await world.passes(20);
    await world.admin(hangUpCall, { params: { call_id: placed.id } });
    await world.passes(120);
    const call = await detail(placed.id);
    expect(timesAsked(call, 'machine')).toBe(1);
    expect(call).toMatchObject({ status: 'completed', voicemail_drop: { outcome: 'not-left', started_at: null } });
    expect(call.events.map(({ kind }) => kind)).not.toContain('drop-ordered');
  });

  test('that never comes is not waited for longer than detection takes', async () => {
    world.emulator.mischief.add({ on: { callback: 'amd' }, do: { fault: 'drop' } });
    const placed = await place(human, { message: 'Hi.' });
    await world.passes(120);
    const call = await detail(placed.id);
    expect(call).toMatchObject({ status: 'completed', voicemail_drop: { outcome: 'not-left' } });
    expect(call.duration_seconds).toBeLessThan(45);
  });

  test('is acted on again when the carrier could not be asked', async () => {
    world.emulator.mischief.add({ on: { operation: 'UpdateCall' }, times: 1, do: { fault: 'refuse', status: 503 } });
    const placed = await place(machine);
    await world.passes(120);
    const call = await detail(placed.id);
    expect(timesAsked(call, 'drop')).toBe(1);
    expect(call.voicemail_drop).toMatchObject({ outcome: 'complete' });
  });
});

describe('a wish for a drop is refused', () => {
  test.each([
    ['that is not there', { voicemail_drop_id: 'drop_00000000-0000-7000-8000-000000000000' }, 'request.not_found'],
    ['without the detection that it needs', { machine_detection: false }, 'request.invalid'],
    ['with detection switched off in words', { machine_detection: 'off' }, 'request.invalid'],
  ])('%s, and leaves nothing behind', async (_what, more, code) => {
    const { total } = await world.admin(listCalls, {});
    await expect(place(human, more)).rejects.toMatchObject({ code });
    expect((await world.admin(listCalls, {})).total).toBe(total);
  });
});
