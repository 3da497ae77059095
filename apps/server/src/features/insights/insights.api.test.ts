import { type CallCounts, callStats } from '@offhook/contract';
import { formatMicros, type Id } from '@offhook/kit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask } from '../../../test/ask.ts';
import { type Counted, history } from '../../../test/call-history.ts';
import { makeSecondWorkspace } from '../../../test/members.ts';
import { makePlayer } from '../../../test/play-history.ts';
import { makeWorld, type World } from '../../../test/world.ts';

const zones = ['UTC', 'America/New_York', 'Asia/Kolkata', 'Asia/Kathmandu', 'Australia/Lord_Howe'] as const;
const measures = ['calls', 'answered', 'failed', 'humans', 'machines', 'drops', 'seconds', 'micros'] as const;
const everybody = '00000000-0000-0000-0000-000000000000';

let world: World;
let player: ReturnType<typeof makePlayer>;

beforeAll(async () => {
  world = await makeWorld();
  const { rows } = await world.app.ctx.db.systemPool.query<{ tenant_id: Id<'workspace'>; person_id: Id<'person'> }>(
    'select tenant_id, person_id from memberships',
  );
  if (!rows[0]) throw new Error('the world has an admin');
  const somebodyWhoLeft = '01990000-0000-7000-8000-00000000aaaa';
  player = makePlayer(world.app.ctx, rows[0].tenant_id, [rows[0].person_id, somebodyWhoLeft, null]);
});
afterAll(() => world.close());

test('after any history, with two nodes at work, costs are those of the facts and sums those of the calls', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      run += 1;
      for (const step of steps) await player.play(run, step);
      await player.settle();
      await player.settle();
      expect(await player.query('select from calls_to_settle')).toEqual([]);
      await compareCosts();
      await compareSums(await player.counted());
    }),
    { numRuns: 10, endOnFailure: true },
  );
});

/** Reckons every cost anew, from the facts and from what the carrier told last. */
async function compareCosts(): Promise<void> {
  const rows = await player.query(`select c.id, c.sid, c.direction, c.answered_at is not null as answered,
    c.duration_seconds, c.answered_by is not null as detected, c.cost_micros, c.cost_basis, c.legs,
    (select coalesce(json_agg(json_build_array(r.sid, r.duration_seconds)), '[]') from recordings r where r.call_id = c.id) as recordings
    from calls c where c.outcome is not null`);
  for (const row of rows) {
    const things = new Map<string, number>();
    const minutes = (seconds: number) => Math.max(1, Math.ceil(seconds / 60));
    if (row.answered) {
      if (row.duration_seconds !== null) {
        things.set(
          String(row.sid),
          minutes(Number(row.duration_seconds)) * (row.direction === 'inbound' ? 8500 : 14_000),
        );
      }
      if (row.detected) things.set('detection', 7500);
      for (const leg of row.legs as { sid: string; endedAt: string | null; durationSeconds: number }[]) {
        if (leg.endedAt) things.set(leg.sid, minutes(leg.durationSeconds) * 14_000);
      }
      for (const [sid, seconds] of row.recordings as [string, number | null][]) {
        if (seconds) things.set(sid, minutes(seconds) * 2500);
      }
    }
    const isTold = (sid: string) => player.told.has(sid);
    const ours = [0, 1, 2].map((leg) => `${String(row.sid).slice(0, -8)}0000000${leg}`);
    const recording = `RE${String(row.sid).slice(2, -8)}00000001`;
    for (const sid of [...ours, recording]) if (isTold(sid)) things.set(sid, player.told.get(sid) ?? 0);
    const cost = things.size === 0 ? null : [...things.values()].reduce((sum, micros) => sum + micros, 0);
    const refused = ours.filter((sid) => player.toldElsewhere.has(sid));
    const charged = [...things.keys(), ...refused].filter((sid) => sid.startsWith('CA'));
    const basis = charged.length > 0 && charged.every(isTold) ? 'carrier' : 'estimate';
    // A price in another currency alone leaves a line of nothing.
    if (cost === null) expect([null, 0]).toContain(row.cost_micros);
    else expect([row.id, row.cost_micros, row.cost_basis]).toEqual([row.id, cost, basis]);
  }
}

async function compareSums(counted: readonly Counted[]): Promise<void> {
  const rows = await player.query('select * from call_rollups');
  const found = rows
    .filter((row) => measures.some((measure) => row[measure] !== 0))
    .map((row) => [
      [row.span, row.person_id, (row.bucket as Date).toISOString(), row.direction, row.outcome].join(' '),
      measures.map((measure) => row[measure]),
    ]);
  const expected = new Map<string, number[]>();
  for (const call of counted) {
    const failed = call.outcome === 'failed' ? 1 : 0;
    const values = [1, call.answered, failed, call.humans, call.machines, call.drops, call.seconds, call.micros];
    for (const [span, bucket] of bucketsOf(call.createdAt)) {
      for (const [kind, person, outcome] of [
        ['', everybody, ''],
        ['person-', call.personId, ''],
        ['status-', everybody, call.outcome],
        ...(call.personId === everybody ? [] : [['status-', call.personId, call.outcome]]),
      ]) {
        const key = [`${kind}${span}`, person, bucket, call.direction, outcome].join(' ');
        expected.set(
          key,
          values.map((value, index) => value + (expected.get(key)?.[index] ?? 0)),
        );
      }
    }
  }
  expect(new Map(found as [string, number[]][])).toEqual(expected);
}

function bucketsOf(at: Date): [string, string][] {
  const text = at.toISOString();
  const quarter = new Date(Math.floor(at.getTime() / 900_000) * 900_000).toISOString();
  return [
    ['quarter', quarter],
    ['hour', `${text.slice(0, 13)}:00:00.000Z`],
    ['day', `${text.slice(0, 10)}T00:00:00.000Z`],
    ['month', `${text.slice(0, 7)}-01T00:00:00.000Z`],
  ];
}

describe('the summary', () => {
  beforeAll(async () => {
    await player.query(`update calls set status = 'no-answer' where outcome is null`);
    await player.settle();
  });

  const stats = (query: object) => world.admin(callStats, { query: { since: '2026-10-01T00:00:00Z', ...query } });

  test.each(zones)('groups by the days, months and hours of %s', async (time_zone) => {
    const counted = await player.counted();
    const parts = (at: Date) => {
      const format = { timeZone: time_zone, hourCycle: 'h23', hour: '2-digit' } as const;
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: time_zone, dateStyle: 'short' }).format(at);
      return { day, month: day.slice(0, 7), hour: new Intl.DateTimeFormat('en', format).format(at).padStart(2, '0') };
    };
    const by = (part: (call: Counted) => string) =>
      [...Map.groupBy(counted, part)].map(([key, calls]) => [key, ...figures(calls)]).toSorted();
    for (const [group_by, part] of [
      ['day', 'day'],
      ['month', 'month'],
      ['hour-of-day', 'hour'],
    ] as const) {
      const { groups } = await stats({ group_by, time_zone });
      expect(groups.flatMap(shown).toSorted()).toEqual(by((call) => parts(call.createdAt)[part]));
    }
    const { groups } = await stats({ group_by: 'hour', time_zone });
    expect(groups.reduce((sum, { total_calls }) => sum + total_calls, 0)).toBe(counted.length);
  });

  test('adds up to the same for people, for statuses and for nobody in particular', async () => {
    const counted = await player.counted();
    const whole = await stats({});
    expect([whole.total_calls, whole.total_cost, whole.answered_calls]).toEqual(figures(counted));
    const theirs = await stats({ group_by: 'status', person_id: world.signedIn.person.id });
    expect(theirs.groups.reduce((sum, { total_calls }) => sum + total_calls, 0)).toBe(theirs.total_calls);
    for (const group_by of ['person', 'status'] as const) {
      const { groups } = await stats({ group_by });
      const keyOf = ({ personId, outcome }: Counted) => {
        if (group_by === 'status') return outcome;
        return personId === everybody ? 'none' : `person_${personId}`;
      };
      const expected = [...Map.groupBy(counted, keyOf)].map(([key, calls]) => [key, ...figures(calls)]);
      expect(groups.flatMap(shown).toSorted()).toEqual(expected.toSorted());
    }
  });

  test('is of one person, of one direction and of a period when asked for', async () => {
    const counted = await player.counted();
    const person_id = `person_${world.signedIn.person.id.replace('person_', '')}`;
    const theirs = counted.filter((call) => person_id.endsWith(call.personId));
    expect(theirs.length).toBeGreaterThan(0);
    expect((await stats({ person_id })).total_calls).toBe(theirs.length);
    const inbound = counted.filter((call) => call.direction === 'inbound');
    expect(await stats({ direction: 'inbound' })).toMatchObject({ total_calls: inbound.length, outbound_calls: 0 });
    const [since, until] = ['2026-10-25T10:15:00Z', '2026-10-28T22:45:00Z'];
    const within = counted.filter(({ createdAt }) => createdAt >= new Date(since) && createdAt < new Date(until));
    expect((await stats({ since, until })).total_calls).toBe(within.length);
    const seconds = theirs.reduce((sum, call) => sum + call.seconds, 0);
    const answered = theirs.reduce((sum, call) => sum + call.answered, 0);
    const average = answered === 0 ? 0 : Math.round((seconds / answered) * 10) / 10;
    expect((await stats({ person_id })).average_duration_seconds).toBe(average);
  });

  test('counts calls under way, which no sum knows yet', async () => {
    const before = await stats({ group_by: 'day', time_zone: 'UTC' });
    await player.play(9999, { do: 'begin', call: 0, minute: 5, person: 2, inbound: true, sample: false });
    const after = await stats({ group_by: 'day', time_zone: 'UTC' });
    expect(after.live_calls).toBe(before.live_calls + 1);
    expect(after.total_calls).toBe(before.total_calls + 1);
    expect(after.groups[20]?.total_calls).toBe((before.groups[20]?.total_calls ?? 0) + 1);
    await player.play(9999, { do: 'end', call: 0, outcome: 'busy', seconds: 0, by: null });
    await player.settle();
    expect(await stats({})).toMatchObject({ live_calls: before.live_calls, total_calls: before.total_calls + 1 });
  });

  test('knows nothing of another workspace and of people who are not there', async () => {
    const second = await makeSecondWorkspace(world);
    expect(await second.api(callStats, {})).toMatchObject({
      total_calls: 0,
      live_calls: 0,
      total_cost: '0.00',
      groups: [],
    });
    const { total_calls } = await second.api(callStats, { query: { person_id: world.signedIn.person.id } });
    expect(total_calls).toBe(0);
    expect((await stats({ person_id: 'person_none' })).total_calls).toBe(0);
  });

  test('refuses a zone that there is none of, and a period of too many groups', async () => {
    const codeOf = async (text: string) => {
      const answer = await ask(world.url, 'GET', `/api/calls/stats/summary?${text}`, { token: world.signedIn.token });
      return [answer.status, answer.code];
    };
    expect(await codeOf('time_zone=Mars/Olympus')).toEqual([422, 'request.invalid']);
    expect(await codeOf('time_zone=Mars/Olympus&group_by=day')).toEqual([422, 'request.invalid']);
    expect(await codeOf('group_by=minute')).toEqual([422, 'request.invalid']);
    expect(await codeOf('since=2026-11-03T00:00:00Z&until=2026-11-01T00:00:00Z&group_by=day')).toEqual([
      200,
      undefined,
    ]);
  });
});

test('a call that ended while nobody was there is charged and counted at the next start', async () => {
  await player.play(8888, { do: 'begin', call: 0, minute: 5, person: 2, inbound: false, sample: false });
  await player.play(8888, { do: 'begin', call: 1, minute: 5, person: 2, inbound: false, sample: true });
  const before = await world.admin(callStats, {});
  await player.play(8888, { do: 'end', call: 0, outcome: 'completed', seconds: 61, by: null });
  await player.play(8888, { do: 'end', call: 1, outcome: 'completed', seconds: 61, by: null });
  await world.stopServer();
  await world.startServer();
  await world.passes(6);
  const after = await world.admin(callStats, {});
  expect(after.answered_calls).toBe(before.answered_calls + 2);
  expect(micros(after) - micros(before)).toBe(2 * 28_000);
});

const micros = (counts: CallCounts) => Math.round(Number(counts.total_cost) * 1e6);

function figures(calls: readonly Counted[]) {
  const total = (of: (call: Counted) => number) => calls.reduce((sum, call) => sum + of(call), 0);
  return [calls.length, formatMicros(total((call) => call.micros)), total((call) => call.answered)];
}

function shown({ key, total_calls, total_cost, answered_calls }: CallCounts & { key: string }) {
  return total_calls === 0 ? [] : [[key, total_calls, total_cost, answered_calls]];
}
