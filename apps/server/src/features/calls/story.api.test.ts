import {
  type CallDetail,
  createVoicemailDrop,
  getCall,
  getTimeline,
  placeCall,
  type TimelineEntry,
} from '@offhook/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeWorld, ourNumber, type World } from '../../../test/world.ts';
import { factsOf, nothingTold, retold, type Told as ToldCall } from './story.ts';

const agent = '+14155550190';
const human = '+14155550142';
const machine = '+14155550101';

let world: World;
let dropId: string;
beforeAll(async () => {
  world = await makeWorld({
    emulator: {
      personas: [
        {
          numbers: [agent],
          persona: {
            kind: 'person',
            steps: [
              { do: 'wait', seconds: 3 },
              { do: 'press', digits: '1' },
              { do: 'wait', seconds: 10 },
              { do: 'hang-up' },
            ],
          },
        },
      ],
    },
  });
  dropId = (await world.admin(createVoicemailDrop, { body: { name: 'A drop', text: 'Please call us back.' } })).id;
});
afterAll(() => world.close());
afterEach(() => world.emulator.mischief.clear());

interface Told {
  call: CallDetail;
  entries: TimelineEntry[];
}

async function place(to: string, more: object = {}): Promise<string> {
  const message = 'Hello from the test, which takes a while to say.';
  return (await world.admin(placeCall, { body: { to, from: ourNumber, message, record: true, ...more } })).id;
}

async function told(id: string): Promise<Told> {
  const params = { call_id: id };
  return {
    call: await world.admin(getCall, { params }),
    entries: (await world.admin(getTimeline, { params })).entries,
  };
}

async function storyOf(to: string, more: object = {}): Promise<Told> {
  const id = await place(to, more);
  await world.passes(150);
  return told(id);
}

/** The facts of a call by its story alone, as it stands in the answer of the API. */
function rebuilt(entries: readonly TimelineEntry[]): ToldCall {
  return entries.reduce(retold, nothingTold);
}

function shown(call: CallDetail): Record<string, unknown> {
  const { status, placement, call_sid, answered_by, ringing_at, answered_at, ended_at, duration_seconds, error } = call;
  const drop = call.voicemail_drop;
  return {
    ...{ status, placement, call_sid, answered_by, ringing_at, answered_at, ended_at, duration_seconds, error },
    drop_beep_at: drop?.beep_at ?? null,
    drop_started_at: drop?.started_at ?? null,
    drop_finished_at: drop?.finished_at ?? null,
    legs: call.legs,
  };
}

function factsAsShown(told: ToldCall): Record<string, unknown> {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  const legs = told.legs.map((leg) => ({
    call_sid: leg.sid,
    parent_call_sid: leg.parentSid,
    from_number: leg.from,
    to_number: leg.to,
    status: leg.status,
    answered_by: leg.answeredBy,
    ringing_at: time(leg.ringingAt),
    answered_at: time(leg.answeredAt),
    accepted_at: time(leg.acceptedAt),
    ended_at: time(leg.endedAt),
    duration_seconds: leg.durationSeconds,
    error: leg.errorCode === null ? null : { code: leg.errorCode, message: leg.errorMessage ?? '' },
  }));
  return { ...factsOf(told), legs };
}

/** The last value that each fact was changed to. */
function lastChanges(entries: readonly TimelineEntry[]): Record<string, unknown> {
  const facts = entries.flatMap(({ changes }) => Object.entries(changes).map(([fact, { to }]) => [fact, to] as const));
  return Object.fromEntries(facts);
}

describe('from its story alone is rebuilt', () => {
  const kinds = [
    ['a plain call', human, () => ({})],
    ['one that is busy', '+14155550102', () => ({})],
    ['one that is listened to for a machine', human, () => ({ machine_detection: 'while-talking' })],
    ['a bridged call', human, () => ({ connect: { phone: agent } })],
    ['a bridged call whose agent does not answer', human, () => ({ connect: { phone: '+14155550103' } })],
    ['a voicemail drop', machine, () => ({ voicemail_drop_id: dropId })],
  ] as const;
  const ids = new Map<string, string>();
  beforeAll(async () => {
    for (const [what, to, more] of kinds) ids.set(what, await place(to, more()));
    await world.passes(100);
  });

  test.each(kinds)('%s', async (what) => {
    const { call, entries } = await told(ids.get(what) ?? '');
    expect(call.status).toMatch(/^(completed|busy)$/);
    expect(factsAsShown(rebuilt(entries))).toEqual(shown(call));
    const { legs, ...changed } = lastChanges(entries);
    expect(shown(call)).toMatchObject(changed);
  });

  test.each([
    ['lost', { lose: 1 }],
    ['doubled', { duplicate: 1 }],
    ['late and in disorder', { delayMs: [0, 40_000] as [number, number] }],
    ['partly lost, doubled and late', { lose: 0.4, duplicate: 0.5, delayMs: [0, 20_000] as [number, number] }],
  ])('a call whose callbacks are %s', async (_what, faults) => {
    world.emulator.faults.callbacks(faults);
    const { call, entries } = await storyOf(human, { connect: { phone: agent } });
    world.emulator.faults.callbacks({});
    expect(call.status).toBe('completed');
    expect(factsAsShown(rebuilt(entries))).toEqual(shown(call));
  });

  test.each(['error-before', 'error-after'] as const)('a call of unknown fate (%s)', async (fault) => {
    world.emulator.faults.callbacks({ lose: 1 });
    world.emulator.faults.next('calls.create', fault);
    // Nobody answers there: else the carrier asks what to say, and that binds the call.
    const body = { to: '+14155550103', from: ourNumber, message: 'Hello.' };
    const { id } = await world.admin(placeCall, { body });
    await world.passes(240);
    world.emulator.faults.callbacks({});
    const { call, entries } = await told(id);
    expect(call.placement).toBe(fault === 'error-before' ? 'not-placed' : 'placed');
    expect(factsAsShown(rebuilt(entries))).toEqual(shown(call));
    const looks = entries.filter(({ kind }) => kind === 'reconciler').map(({ name }) => name);
    expect(looks.at(-1)).toBe(fault === 'error-before' ? 'looked' : 'found');
    expect(entries.find(({ name }) => name === 'unknown')?.changes).toEqual({
      placement: { from: 'intended', to: 'unknown' },
    });
  });
});

describe('a story', () => {
  let plain: Told;
  beforeAll(async () => {
    plain = await storyOf(human);
  });
  const named = (name: string) => plain.entries.find((entry) => entry.name === name);

  test('has every request with its signature and our answer, and each report names the request that brought it', () => {
    const webhooks = plain.entries.flatMap(({ webhook }) => webhook ?? []);
    expect(webhooks).toEqual(plain.call.webhooks);
    expect(webhooks.every(({ signature }) => signature === 'valid')).toBe(true);
    expect(webhooks.find(({ kind }) => kind === 'answer')?.response_body).toContain('<Say');
    const byId = new Map(plain.entries.map((entry) => [entry.id, entry]));
    const reports = plain.entries.filter(({ kind }) => kind === 'report');
    expect(reports.length).toBeGreaterThan(4);
    expect(reports.map(({ cause }) => byId.get(cause ?? '')?.kind)).toEqual(reports.map(() => 'webhook'));
    expect(reports.map(({ report }) => report)).not.toContain(null);
  });

  test('says who asked for the call, what the carrier made of it, and what it cost because of what', () => {
    expect(named('intended')).toMatchObject({ kind: 'placement', details: { by: 'Ada Admin' } });
    expect(named('placed')).toMatchObject({ cause: named('intended')?.id, changes: { placement: { to: 'placed' } } });
    const costs = plain.entries.filter(({ kind }) => kind === 'cost');
    expect(costs).toHaveLength(plain.call.cost_lines.length);
    expect(costs[0]?.cause).toBe(named('completed')?.id);
  });

  test('tells a cause before what follows from it', () => {
    const places = new Map(plain.entries.map(({ id }, place) => [id, place]));
    const early = plain.entries.filter(({ id, cause }) => cause && (places.get(cause) ?? -1) > (places.get(id) ?? 0));
    expect(early).toEqual([]);
  });
});
