import { createVoicemailDrop, getCall, placeCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';
import { closeSpeech, detectBeeps, encodeWav, synthesise } from '../../packages/emulator/src/audio/index.ts';
import { channelsOf, findSound } from './sound.ts';

const machine = '+14155550101';
const words = 'This is the agency about the house with the red door. Please call us back this week.';

let world: World;
let spoken: Int16Array;
let dropId: string;
beforeAll(async () => {
  world = await makeWorld();
  spoken = await synthesise(words, 'rms');
  const file = new File([Buffer.from(encodeWav([spoken]))], 'drop.wav', { type: 'audio/wav' });
  dropId = (await world.admin(createVoicemailDrop, { body: { name: 'The red door' }, file })).id;
});
afterAll(async () => {
  await closeSpeech();
  await world.close();
});

async function place(message: string): Promise<string> {
  const body = { to: machine, from: ourNumber, message, record: true, voicemail_drop_id: dropId };
  return (await world.admin(placeCall, { body })).id;
}

async function mustBeWhole(callId: string): Promise<void> {
  const call = await world.admin(getCall, { params: { call_id: callId } });
  expect(call).toMatchObject({ status: 'completed', voicemail_drop: { outcome: 'complete' } });
  const { far, ours } = await channelsOf(world, callId);
  const beep = detectBeeps(far).at(-1);
  const begun = findSound(ours, spoken);
  expect(begun.likeness).toBeGreaterThan(0.9);
  expect(begun.atMs).toBeGreaterThanOrEqual(beep?.endMs ?? Number.POSITIVE_INFINITY);
  // Nothing follows: the last words are there as well.
  const ending = spoken.subarray(-12_000);
  const ended = findSound(ours, ending);
  expect(ended.likeness).toBeGreaterThan(0.9);
  expect(ended.atMs - begun.atMs).toBeCloseTo((spoken.length - ending.length) / 8, -1);
}

test('a machine answers: after its beep the uploaded audio is on the line, from its first word to its last', async () => {
  const id = await place('Hello, this is the agency with news for you. '.repeat(3));
  await world.passes(120);
  await mustBeWhole(id);
});

test('the server stops between the verdict and the drop; back again, it leaves the drop whole and once', async () => {
  world.emulator.mischief.add({ on: { operation: 'UpdateCall' }, times: 1, do: { fault: 'cut', accepted: false } });
  const id = await place('Hello, this is the agency with news for you. '.repeat(20));
  let call = await world.admin(getCall, { params: { call_id: id } });
  while (call.answered_by === null) {
    await world.passes(1);
    call = await world.admin(getCall, { params: { call_id: id } });
  }
  expect(call.voicemail_drop).toMatchObject({ outcome: 'waiting', started_at: null });
  await world.stopServer();
  await world.passes(5);
  await world.startServer();
  await world.passes(60);
  await mustBeWhole(id);
  call = await world.admin(getCall, { params: { call_id: id } });
  expect(call.webhooks.filter(({ kind }) => kind === 'drop')).toHaveLength(1);
});
