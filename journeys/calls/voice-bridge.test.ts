import { changeMyself, clickToCall, createContact, getCall } from '@offhook/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../apps/server/test/world.ts';
import { closeSpeech, synthesise } from '../../packages/emulator/src/audio/index.ts';
import { channelsOf, findSound } from './sound.ts';

const lead = '+14155550180';
const agent = '+14155550190';
const machine = '+14155550101';
const leadWords = 'Yes, I am looking for a house with a garden.';
const agentWords = 'Good morning, I have just the right one for you.';
const greeting =
  'You have reached the voicemail of this number. Nobody can take your call at the moment. Please leave a message after the tone.';

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        {
          numbers: [lead],
          persona: {
            kind: 'person',
            voice: 'slt',
            steps: [
              { do: 'wait', seconds: 28 },
              { do: 'say', text: leadWords },
              { do: 'wait', seconds: 20 },
              { do: 'hang-up' },
            ],
          },
        },
        {
          numbers: [agent],
          persona: {
            kind: 'person',
            voice: 'rms',
            steps: [
              { do: 'wait', seconds: 3 },
              { do: 'press', digits: '1' },
              { do: 'wait', seconds: 4 },
              { do: 'say', text: agentWords },
              { do: 'wait', seconds: 30 },
            ],
          },
        },
      ],
    },
  });
  await world.admin(createContact, { body: { name: 'Grace Hopper', phone_number: lead } });
});
afterAll(async () => {
  await closeSpeech();
  await world.close();
});

async function bridge(phone: string): Promise<string> {
  await world.admin(changeMyself, { body: { phone_number: phone } });
  const { call_id } = await world.admin(clickToCall, { body: { to: lead, from: ourNumber, mode: 'bridge' } });
  await world.passes(150);
  return call_id;
}

test('a lead hears the message, the agent takes the call with 1, and each hears the other', async () => {
  const id = await bridge(agent);
  const call = await world.admin(getCall, { params: { call_id: id } });
  expect(call).toMatchObject({ status: 'completed', connect: { accepted: true }, contact: { name: 'Grace Hopper' } });
  const { far, ours } = await channelsOf(world, id);
  expect(findSound(far, await synthesise(leadWords, 'slt')).likeness).toBeGreaterThan(0.9);
  expect(findSound(ours, await synthesise(agentWords, 'rms')).likeness).toBeGreaterThan(0.9);
});

test('an agent whose phone goes to a voicemail box: the lead hears an apology and nothing of the box', async () => {
  const id = await bridge(machine);
  const call = await world.admin(getCall, { params: { call_id: id } });
  expect(call).toMatchObject({ status: 'completed', connect: { accepted: false } });
  const { ours } = await channelsOf(world, id);
  const box = await synthesise(greeting, 'rms');
  expect(findSound(ours, box).likeness).toBeLessThan(0.5);
  const apology = await synthesise('We are sorry, nobody is free right now. We will call you again. Goodbye.', 'slt');
  expect(findSound(ours, apology).likeness).toBeGreaterThan(0.9);
});
