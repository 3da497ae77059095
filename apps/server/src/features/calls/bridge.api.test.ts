import {
  type CallDetail,
  changeMyself,
  changeSetting,
  clickToCall,
  createContact,
  createVoicemailDrop,
  getCall,
  hangUpCall,
  listCalls,
  placeCall,
} from '@offhook/contract';
import type { Persona } from '@offhook/emulator';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';

const lead = '+14155550180';
const impatientLead = '+14155550181';
const machine = '+14155550101';
const pressingLead = '+14155550182';
const agent = '+14155550190';
const slowAgent = '+14155550191';
const refusingAgent = '+14155550192';

const patient: Persona = {
  kind: 'person',
  hello: 'Hello?',
  steps: [{ do: 'listen', quietSeconds: 60, atMostSeconds: 600 }],
};
const accepts = (afterSeconds: number, digits: string): Persona => ({
  kind: 'person',
  steps: [
    { do: 'wait', seconds: afterSeconds },
    { do: 'press', digits },
    { do: 'wait', seconds: 20 },
    { do: 'hang-up' },
  ],
});

let world: World;
beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        { numbers: [lead], persona: patient },
        {
          numbers: [impatientLead],
          persona: { kind: 'person', steps: [{ do: 'wait', seconds: 8 }, { do: 'hang-up' }] },
        },
        {
          numbers: [pressingLead],
          persona: {
            kind: 'person',
            hello: 'Hello?',
            steps: [
              { do: 'wait', seconds: 6 },
              { do: 'press', digits: '1' },
              { do: 'listen', quietSeconds: 60, atMostSeconds: 600 },
            ],
          },
        },
        { numbers: [agent], persona: accepts(3, '1') },
        { numbers: [slowAgent], persona: accepts(9, '1') },
        { numbers: [refusingAgent], persona: accepts(2, '2') },
      ],
    },
  });
});
afterAll(() => world.close());
afterEach(() => world.emulator.mischief.clear());

const detail = (id: string) => world.admin(getCall, { params: { call_id: id } });

async function place(to: string, phone: string, more: object = {}): Promise<string> {
  const connect = { phone, when: 'always' as const, ...more };
  const body = { to, from: ourNumber, message: 'One moment, please.', connect };
  return (await world.admin(placeCall, { body })).id;
}

async function bridged(to: string, phone: string, more: object = {}): Promise<CallDetail> {
  const id = await place(to, phone, more);
  await world.passes(90);
  return detail(id);
}

/** What was said on each leg by us, by its sid. */
function said(sid: string | null): string[] {
  return world.emulator
    .events(sid ?? '')
    .flatMap(({ event }) => (event.type === 'did' && event.verb === 'say' ? [event.detail ?? ''] : []));
}

describe('a call that is connected to a phone', () => {
  test('brings both together once the agent, who hears who it is, has pressed 1', async () => {
    await world.admin(createContact, { body: { name: 'Grace Hopper', phone_number: lead } });
    const call = await bridged(lead, agent);
    expect(call).toMatchObject({ status: 'completed', connect: { to_number: agent, when: 'always', accepted: true } });
    const [leg, ...more] = call.legs;
    expect(more).toEqual([]);
    expect(leg).toMatchObject({
      parent_call_sid: call.call_sid,
      to_number: agent,
      from_number: ourNumber,
      status: 'completed',
      accepted_at: expect.any(String),
    });
    const whisper = call.webhooks.find(({ kind }) => kind === 'whisper')?.response_body;
    expect(whisper).toContain('Call with Grace Hopper. Press 1 to accept.');
    expect(said(call.call_sid)).toEqual(['One moment, please.']);
    expect(call.webhooks.find(({ kind }) => kind === 'accept')?.response_body).not.toContain('Hangup');
  });

  describe('apologises and connects nobody to anything when the agent', () => {
    const agents = [
      ['declines on the phone', '+14155550104', 'busy'],
      ['is busy', '+14155550102', 'busy'],
      ['does not pick up', '+14155550103', 'no-answer'],
      ['has no such number', '+14155550105', 'failed'],
      ['is an answering machine, which presses nothing', machine, 'completed'],
      ['presses another key', refusingAgent, 'completed'],
    ] as const;
    const ids = new Map<string, string>();
    beforeAll(async () => {
      for (const [, phone] of agents) ids.set(phone, await place(lead, phone));
      await world.passes(120);
    });

    test.each(agents)('%s', async (_what, phone, legStatus) => {
      const call = await detail(ids.get(phone) ?? '');
      expect(call).toMatchObject({ status: 'completed', connect: { to_number: phone, accepted: false } });
      expect(call.legs.map(({ status }) => status)).toEqual([legStatus]);
      expect(said(call.call_sid).at(-1)).toContain('nobody is free right now');
    });
  });

  test('ends at the agent, too, when the lead hangs up while the phone rings', async () => {
    const call = await bridged(impatientLead, '+14155550103');
    expect(call.status).toBe('completed');
    expect(call.legs.map(({ status }) => status)).toEqual(['canceled']);
    expect(said(call.call_sid)).toEqual(['One moment, please.']);
  });

  test('is over for an agent who takes it after the lead has gone', async () => {
    const call = await bridged(impatientLead, slowAgent);
    expect(call).toMatchObject({ status: 'completed', connect: { accepted: false } });
    expect(call.legs).toHaveLength(1);
    expect(call.legs[0]?.ended_at).not.toBeNull();
  });

  test('is ended with its leg by hanging up', async () => {
    const body = {
      to: lead,
      from: ourNumber,
      message: 'One moment.',
      connect: { phone: agent, when: 'always' as const },
    };
    const { id } = await world.admin(placeCall, { body });
    await world.passes(18);
    expect((await detail(id)).legs[0]?.status).toBe('in-progress');
    await world.admin(hangUpCall, { params: { call_id: id } });
    await world.passes(5);
    const call = await detail(id);
    expect([call.status, call.legs[0]?.status]).toEqual(['completed', 'completed']);
  });

  test.each(['wait', 'while-talking'] as const)(
    'never rings the agent for a machine when detection is on (%s)',
    async (machine_detection) => {
      const connect = { phone: agent, when: 'always' as const };
      const body = { to: machine, from: ourNumber, message: 'One moment.', connect, machine_detection };
      const { id } = await world.admin(placeCall, { body });
      await world.passes(90);
      const call = await detail(id);
      expect(call).toMatchObject({ status: 'completed', answered_by_class: 'machine', legs: [] });
    },
  );

  test.each(['wait', 'while-talking'] as const)(
    'rings the agent for a person when detection is on (%s)',
    async (mode) => {
      const connect = { phone: agent, when: 'always' as const };
      const body = { to: lead, from: ourNumber, message: 'One moment.', connect, machine_detection: mode };
      const { id } = await world.admin(placeCall, { body });
      await world.passes(120);
      expect(await detail(id)).toMatchObject({ answered_by: 'human', connect: { accepted: true } });
    },
  );
});

describe('press 1 to speak with a representative', () => {
  test('connects whoever presses 1', async () => {
    const call = await bridged(pressingLead, agent, { when: 'press-1' });
    expect(call).toMatchObject({ connect: { when: 'press-1', accepted: true } });
    const document = call.webhooks.find(({ kind }) => kind === 'answer')?.response_body;
    expect(document).toContain('Press 1 to speak with a representative.');
  });

  test('says goodbye to whoever does not, and rings nobody', async () => {
    const call = await bridged(lead, agent, { when: 'press-1' });
    expect(call).toMatchObject({ status: 'completed', connect: { accepted: false }, legs: [] });
    expect(said(call.call_sid).at(-1)).toBe('Goodbye.');
  });
});

describe('Voice Bridge of S3', () => {
  const bridge = (more: object) =>
    world.admin(clickToCall, { body: { to: lead, from: ourNumber, mode: 'bridge', ...more } });

  test('rings the phone that is given', async () => {
    const { call_id } = await bridge({ agent_phone: '(415) 555-0190' });
    await world.passes(90);
    const call = await detail(call_id);
    expect(call).toMatchObject({ connect: { to_number: agent, accepted: true } });
    expect(said(call.call_sid)).toEqual([expect.stringContaining('your real estate agent'), 'Please hold.']);
  });

  test('rings your own phone, and names you when there is none', async () => {
    await expect(bridge({})).rejects.toMatchObject({
      code: 'calls.phone_missing',
      problem: { message: expect.stringContaining('Ada Admin has no phone') },
    });
    await world.admin(changeMyself, { body: { phone_number: agent } });
    const { call_id } = await bridge({});
    await world.passes(90);
    expect(await detail(call_id)).toMatchObject({ connect: { to_number: agent, name: 'Ada Admin', accepted: true } });
    await world.admin(changeMyself, { body: { phone_number: null } });
  });

  test('is the same call when it is asked for twice under one key', async () => {
    const headers = { 'idempotency-key': 'bridge once' };
    const body = { to: lead, from: ourNumber, mode: 'bridge' as const, agent_phone: agent };
    const first = await world.admin(clickToCall, { body, headers });
    expect(await world.admin(clickToCall, { body, headers })).toEqual(first);
    await world.passes(90);
  });
});

describe('a phone to connect to is refused', () => {
  test.each([
    ['that is the one called', lead, 'calls.connect_loop'],
    ['that we call from', ourNumber, 'calls.to_itself'],
    ['that cannot exist', '12', 'calls.number_impossible'],
  ])('%s, and nothing is left behind', async (_what, phone, code) => {
    const { total } = await world.admin(listCalls, {});
    const body = { to: lead, from: ourNumber, connect: { phone, when: 'always' as const } };
    await expect(world.admin(placeCall, { body })).rejects.toMatchObject({
      code,
      problem: { details: { field: 'connect.phone' } },
    });
    expect((await world.admin(listCalls, {})).total).toBe(total);
  });

  test('of a person who is not of the workspace', async () => {
    const person_id = 'person_00000000-0000-7000-8000-000000000000';
    const body = { to: lead, from: ourNumber, connect: { person_id, when: 'always' as const } };
    await expect(world.admin(placeCall, { body })).rejects.toMatchObject({ code: 'request.not_found' });
  });
});

test('a recording that is announced begins after the sentence and the carrier is not asked for an earlier one', async () => {
  const params = { key: 'recording_announcement' } as const;
  await world.admin(changeSetting, { params, body: { value: 'This call is recorded.' } });
  const placed = await world.admin(placeCall, { body: { to: lead, from: ourNumber, message: 'Good morning.' } });
  const unrecorded = await world.admin(placeCall, {
    body: { to: lead, from: ourNumber, message: 'Good morning.', record: false },
  });
  await world.admin(changeSetting, { params, body: { value: null } });
  await world.passes(90);
  const call = await detail(placed.id);
  expect(call.recordings).toHaveLength(1);
  expect(call.recording).toMatchObject({ status: 'ready', channels: 2 });
  expect(said(call.call_sid)).toEqual(['This call is recorded.', 'Good morning.']);
  const began = call.events.find(({ kind, details }) => kind === 'recording' && details.status === 'in-progress')?.at;
  expect(Date.parse(began ?? '') - Date.parse(call.answered_at ?? '')).toBeGreaterThan(1000);
  expect(said(unrecorded.call_sid)).toEqual(['Good morning.']);
});

test('of a machine whose verdict was waited for the drop alone is recorded, and nothing is announced to it', async () => {
  const params = { key: 'recording_announcement' } as const;
  await world.admin(changeSetting, { params, body: { value: 'This call is recorded.' } });
  const drop = await world.admin(createVoicemailDrop, { body: { name: 'Announced', text: 'Please call us back.' } });
  const wish = { voicemail_drop_id: drop.id, machine_detection: 'wait' as const, record: true };
  const placed = await world.admin(placeCall, { body: { to: machine, from: ourNumber, message: 'Hello.', ...wish } });
  await world.admin(changeSetting, { params, body: { value: null } });
  await world.passes(90);
  const call = await detail(placed.id);
  expect(call).toMatchObject({ voicemail_drop: { outcome: 'complete' }, recording: { status: 'ready' } });
  expect(said(call.call_sid)).toEqual(['Please call us back.']);
});
