import {
  createContact,
  createScript,
  createVoicemailDrop,
  deleteScript,
  getCall,
  getScript,
  listCalls,
  placeCall,
} from '@offhook/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const human = '+14155550142';
const pressesOne = '+14155550107';

let world: World;
let scriptId: string;
beforeAll(async () => {
  world = await makeWorld();
  const script_text = 'Hello {first_name}, this is {agent_name} about {subject}.';
  const variables = ['first_name', 'agent_name', 'subject'].map((name) => ({ name }));
  scriptId = (await world.admin(createScript, { body: { name: 'Hello', script_text, variables } })).id;
});
afterAll(() => world.close());

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });

describe('a call with a script', () => {
  test('says it filled in from the contact, the caller and the call, and names its version', async () => {
    await world.admin(createContact, { body: { name: 'Grace Hopper', phone_number: human } });
    const body = { to: human, from: ourNumber, script_id: scriptId, variables: { subject: 'a <house>' } };
    const { id } = await world.admin(placeCall, { body });
    await world.passes(120);
    const call = await detail(id);
    expect(call).toMatchObject({ status: 'completed', script: { id: scriptId, name: 'Hello', version: 1 } });
    const document = call.webhooks.find(({ kind }) => kind === 'answer')?.response_body;
    expect(document).toContain('Hello Grace, this is Ada Admin about a &lt;house&gt;.');
  });

  test('is refused when a variable has no value, and nothing is written', async () => {
    const { total } = await world.admin(listCalls, {});
    const body = { to: human, from: ourNumber, script_id: scriptId };
    await expect(world.admin(placeCall, { body })).rejects.toMatchObject({
      code: 'scripts.variables_missing',
      problem: { details: { names: 'subject' } },
    });
    expect((await world.admin(listCalls, {})).total).toBe(total);
    expect((await world.admin(getScript, { params: { script_id: scriptId } })).used_by_calls).toBe(1);
  });

  test.each([
    ['a message', { message: 'Hello.' }],
    ['audio', { audio_url: 'http://localhost:1/x.wav' }],
  ])('is refused beside %s', async (_what, more) => {
    const body = { to: human, from: ourNumber, script_id: scriptId, variables: { subject: 'x' }, ...more };
    await expect(world.admin(placeCall, { body })).rejects.toMatchObject({ code: 'calls.two_openings' });
  });

  test('keeps what it says when the script is gone by then', async () => {
    const body = { name: 'Short-lived', script_text: 'Still the same words.' };
    const script = await world.admin(createScript, { body });
    const { id } = await world.admin(placeCall, { body: { to: human, from: ourNumber, script_id: script.id } });
    await world.admin(deleteScript, { params: { script_id: script.id } });
    await world.passes(120);
    const call = await detail(id);
    expect(call.webhooks.find(({ kind }) => kind === 'answer')?.response_body).toContain('Still the same words.');
    expect(call.script).toMatchObject({ name: 'Short-lived', version: 1 });
  });

  test('asks for 1 after its words, and connects whoever presses it', async () => {
    const variables = { subject: 'a house' };
    const connect = { phone: '+14155550103', when: 'press-1' as const };
    const body = {
      to: pressesOne,
      from: ourNumber,
      script_id: scriptId,
      variables: { ...variables, first_name: 'Ann' },
      connect,
    };
    const { id } = await world.admin(placeCall, { body });
    await world.passes(120);
    const call = await detail(id);
    const document = call.webhooks.find(({ kind }) => kind === 'answer')?.response_body;
    expect(document).toMatch(/<Gather .*about a house\.<\/Say><Say .*Press 1 to speak with a representative\./);
    expect(call.legs.map(({ to_number }) => to_number)).toEqual(['+14155550103']);
  });
});

test('an answer to the question of a script is kept, and the question is asked once', async () => {
  const twiml_template = '<Response><Gather numDigits="1"><Say>Press 1 for yes.</Say></Gather></Response>';
  const script = await world.admin(createScript, { body: { name: 'Asks', script_text: 'Yes?', twiml_template } });
  const { id } = await world.admin(placeCall, { body: { to: pressesOne, from: ourNumber, script_id: script.id } });
  await world.passes(120);
  const call = await detail(id);
  expect(call.events.find(({ kind }) => kind === 'keypress')?.details).toMatchObject({ digits: '1' });
  expect(call.webhooks.filter(({ kind }) => kind === 'answer')).toHaveLength(1);
  expect(call).toMatchObject({ status: 'completed', error: null });
});

test('scripts, drops, people and contacts of another workspace are like missing ones', async () => {
  const second = await makeSecondWorkspace(world);
  const script = await second.api(createScript, { body: { name: 'Theirs', script_text: 'Their words.' } });
  const drop = await second.api(createVoicemailDrop, { body: { name: 'Theirs', text: 'Their drop.' } });
  const contact = await second.api(createContact, { body: { name: 'Theirs', phone_number: human } });
  const { total } = await world.admin(listCalls, {});
  for (const more of [
    { script_id: script.id },
    { voicemail_drop_id: drop.id },
    { contact_id: contact.id },
    { connect: { person_id: second.signedIn.person.id, when: 'always' as const } },
  ]) {
    const body = { to: '+14155550143', from: ourNumber, ...more };
    await expect(world.admin(placeCall, { body })).rejects.toMatchObject({ code: 'request.not_found' });
  }
  expect((await world.admin(listCalls, {})).total).toBe(total);
});
