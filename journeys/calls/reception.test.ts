import {
  changeBox,
  changeHours,
  changeMyself,
  changeNumber,
  createFlow,
  createGreeting,
  createHours,
  listBoxes,
  listVoicemail,
  makeGreetingDefault,
  markVoicemailRead,
  publishFlow,
  saveDraft,
} from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buyNumber, callersPhone, callFrom } from '../../apps/server/test/caller.ts';
import { leadTo } from '../../apps/server/test/flows.ts';
import { join } from '../../apps/server/test/members.ts';
import { makeWorld, type World } from '../../apps/server/test/world.ts';
import { closeSpeech, decodeWav, synthesise, voiceFor } from '../../packages/emulator/src/audio/index.ts';
import { channelsOf, findSound } from './sound.ts';

const [salesPhone, supportPhone] = ['+14155550107', '+14155550103'];
const menu =
  'Thank you for calling. For sales, press 1. For support, press 2. To speak to the front desk, press 0 or stay on the line.';
const callerWords = 'Good morning, do you have a house with a garden for us?';
const salesWords = 'Yes indeed, there is a lovely one beside the river.';
const messageWords = 'My boiler is cold since yesterday. Please call me back before the weekend.';
const usualGreeting = 'You have reached the agency. Tell us after the beep what we can do for you.';
const holidayGreeting = 'We are celebrating today. Tell us what it is about, and we call tomorrow.';
/** The world's clock says 15:00 UTC on this Monday. */
const today = '2026-11-02';
const calendar = {
  time_zone: 'Europe/Rome',
  weekly: [{ day: 'mon' as const, from: '09:00', to: '18:00' }],
  special: [],
  holidays: [],
};

let world: World;
let number: string;
let hoursId: string;
beforeAll(async () => {
  const steps = [
    { do: 'listen' as const, quietSeconds: 1, atMostSeconds: 30 },
    { do: 'press' as const, digits: '1' },
    { do: 'wait' as const, seconds: 6 },
    { do: 'say' as const, text: salesWords },
    { do: 'wait' as const, seconds: 60 },
  ];
  const sales = { numbers: [salesPhone], persona: { kind: 'person' as const, rings: 1, voice: 'slt' as const, steps } };
  world = await makeWorld({ emulator: { personas: [sales] } });
  number = await buyNumber(world);
  await world.admin(changeNumber, { params: { phone_number: number }, body: { recording_policy: 'always' } });
  hoursId = (await world.admin(createHours, { body: { name: 'Office', calendar } })).id;
  await greets();
  await answers();
});
afterAll(async () => {
  await closeSpeech();
  await world?.close();
});

/** The box follows the opening hours, has a greeting of its own for every day and one for holidays. */
async function greets(): Promise<void> {
  const params = { box_id: (await world.admin(listBoxes, {})).items[0]?.id ?? '' };
  await world.admin(changeBox, { params, body: { hours_id: hoursId } });
  const greet = (name: string, text_to_speech: string, type?: 'holiday') =>
    world.admin(createGreeting, { body: { name, text_to_speech, ...(type && { type }) } });
  await greet('Old', 'These are the words of last year.');
  const usual = await greet('Usual', usualGreeting);
  await world.admin(makeGreetingDefault, { params: { greeting_id: usual.id }, body: {} });
  await greet('Holiday', holidayGreeting, 'holiday');
}

/** The template finds the opening hours by itself; who rings is chosen. */
async function answers(): Promise<void> {
  const sales = await personWith(salesPhone, 'sales@example.com');
  const support = await personWith(supportPhone, 'support@example.com');
  const flow = await world.admin(createFlow, { body: { name: 'Reception', template: 'reception' } });
  const nodes = flow.draft.nodes.map((node) => {
    const person_id = node.name === 'Ring support' ? support : sales;
    return node.type === 'dial' ? { ...node, data: { ...node.data, targets: [{ person_id }] } } : node;
  });
  const params = { flow_id: flow.id };
  const body = { flow_definition: { ...flow.draft, nodes }, base_revision: flow.revision };
  const { revision, problems } = await world.admin(saveDraft, { params, body });
  expect(problems).toEqual([]);
  await world.admin(publishFlow, { params, body: { revision } });
  await leadTo(world, number, flow);
}

async function personWith(phone_number: string, email: string): Promise<string> {
  const { api } = await join(world, 'agent', email);
  return (await api(changeMyself, { body: { phone_number } })).id;
}

const inbox = () => world.admin(listVoicemail, { query: {} });

test('a caller hears the menu, presses 1 and talks with sales; both are in the recording', async () => {
  const caller = await callFrom(world, number);
  await caller.waitsFor(menu);
  await caller.presses('1');
  await caller.waitsFor(salesWords);
  await world.passes(6);
  await caller.says(callerWords);
  await world.passes(8);
  await caller.hangsUp();
  await world.passes(20);
  const call = await caller.call();
  expect(call).toMatchObject({ status: 'completed', recording: { status: 'ready', channels: 2 } });
  expect(call.legs).toMatchObject([{ to_number: salesPhone, accepted_at: expect.any(String) }]);
  const { far, ours } = await channelsOf(world, call.id);
  expect(findSound(far, await synthesise(callerWords, voiceFor('man'))).likeness).toBeGreaterThan(0.9);
  expect(findSound(ours, await synthesise(salesWords, 'slt')).likeness).toBeGreaterThan(0.9);
  expect((await inbox()).total).toBe(0);
});

test('nobody answers: the box greets with its own words, and the message is unread, is played and is read', async () => {
  const caller = await callFrom(world, number);
  await caller.waitsFor(menu);
  await caller.presses('2');
  const heard = await caller.waitsFor('beep');
  expect(heard.slice(-3)).toEqual(['We are sorry, everybody is busy right now.', usualGreeting, 'beep']);
  await caller.says(messageWords);
  await caller.waitsFor('Thank you, your message was saved.');
  await world.passes(20);
  const { items, unread_count } = await inbox();
  expect(unread_count).toBe(1);
  expect(items).toMatchObject([{ from_number: callersPhone, is_read: false, audio_status: 'ready' }]);
  const [message] = items;
  const wav = await audioOf(message?.recording_url ?? '');
  expect(Buffer.from(wav.subarray(0, 4)).toString()).toBe('RIFF');
  const sound = decodeWav(wav);
  expect(Math.abs(sound.length / 8000 - (message?.duration_seconds ?? 0))).toBeLessThanOrEqual(1);
  expect(findSound(sound, await synthesise(messageWords, voiceFor('man'))).likeness).toBeGreaterThan(0.9);
  const params = { voicemail_id: message?.id ?? '' };
  expect(await world.admin(markVoicemailRead, { params, body: {} })).toMatchObject({ is_read: true });
  expect(await inbox()).toMatchObject({ unread_count: 0, items: [{ is_read: true }] });
});

test('on a holiday nobody is rung, and the holiday greeting of the box plays', async () => {
  const holidays = [{ date: today, name: 'Feast of the city' }];
  const body = { calendar: { ...calendar, holidays } };
  await world.admin(changeHours, { params: { hours_id: hoursId }, body });
  const caller = await callFrom(world, number);
  const heard = await caller.waitsFor('beep');
  const closed = 'Thank you for calling. Our office is closed today for the holiday.';
  expect(heard.slice(-3)).toEqual([closed, holidayGreeting, 'beep']);
  await caller.hangsUp();
  await world.passes(20);
  const { legs, status } = await caller.call();
  expect({ legs, status }).toEqual({ legs: [], status: 'completed' });
  expect((await inbox()).total).toBe(1);
});

async function audioOf(path: string): Promise<Uint8Array> {
  const headers = { authorization: `Bearer ${world.signedIn.token}` };
  return new Uint8Array(await (await fetch(new URL(path, world.url), { headers })).arrayBuffer());
}
