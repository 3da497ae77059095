import { type callStats, isFinal, type RouteInput, type RouteResponse } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { namesOfPeople } from '#features/people';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { countsOf } from '../counts.ts';
import { type Group, groupsOf, quarterAfter, quarterBefore, rangesOf, type TimeGrouping } from '../periods.ts';
import * as reading from '../reading-store.ts';
import { nobody } from '../store.ts';

type Query = RouteInput<typeof callStats>['query'];
type Summary = RouteResponse<typeof callStats>;

/** Counts, talk time and cost of a period: sums of ended calls, and the calls under way. */
export async function callSummary(ctx: Context, actor: Actor, query: Query): Promise<Summary> {
  const { tenantId } = actor;
  const now = ctx.clock.now();
  return ctx.db.asTenant(tenantId, async (tx) => {
    const timeZone = query.time_zone ?? (await workspaceOf(tx, tenantId)).timeZone;
    const period = await periodOf(tx, actor, query, now);
    const groups = timeGroups(query.group_by, period, timeZone);
    const people = await peopleOf(tx, actor, query);
    const byOutcome = query.group_by === 'status';
    const selection = { tenantId, people, direction: query.direction, byOutcome };
    const starts = groups.map(({ startMs }) => startMs);
    const ended = await reading.readSums(tx, selection, rangesOf(groups), starts);
    const live = await reading.liveCallsOf(tx, selection);
    const all = [...ended, ...live.flatMap((call) => asSums(call, period, starts))];
    return {
      ...countsOf(all),
      live_calls: live.length,
      currency: 'USD',
      as_of: now.toISOString(),
      time_zone: timeZone,
      groups: await presentGroups(tx, query.group_by, groups, all),
    };
  });
}

interface Period {
  startMs: number;
  endMs: number;
}

/** Whole quarters of an hour around what was asked for; from the first call up to now when nothing was. */
async function periodOf(tx: Tx, { tenantId }: Actor, { since, until }: Query, now: Date): Promise<Period> {
  const first = (await reading.firstMonth(tx, tenantId)) ?? now;
  const startMs = Math.max(since ? Date.parse(since) : 0, Math.min(first.getTime(), now.getTime()));
  const endMs = Math.min(until ? Date.parse(until) : Number.POSITIVE_INFINITY, now.getTime() + 1);
  return { startMs: quarterBefore(startMs), endMs: quarterAfter(endMs) };
}

const mostGroups = 10_000;

function timeGroups(by: Query['group_by'], period: Period, timeZone: string): Group[] {
  mustBeTimeZone(timeZone);
  if (by === undefined || by === 'person' || by === 'status') {
    return period.startMs < period.endMs ? [{ key: '', label: '', ...period }] : [];
  }
  const groups = groupsOf(by, period, timeZone, mostGroups);
  if (groups) return groups;
  throw new Refusal('request.invalid', { field: 'group_by', problem: `more than ${mostGroups} groups in this period` });
}

// An id that is none of ours selects nothing, like one of another workspace.
const stranger = '00000000-0000-7000-8000-000000000000';

async function peopleOf(tx: Tx, { tenantId }: Actor, query: Query): Promise<reading.Selection['people']> {
  if (query.person_id) return [parseId('person', query.person_id) ?? stranger];
  if (query.group_by !== 'person') return 'everybody';
  return [...new Set([...(await reading.peopleWithCalls(tx, tenantId)), nobody])];
}

function asSums(call: reading.LiveCall, period: Period, starts: readonly number[]): reading.GroupSums[] {
  const atMs = call.createdAt.getTime();
  if (atMs < period.startMs || atMs >= period.endMs) return [];
  const group = starts.findLastIndex((startMs) => startMs <= atMs) + 1;
  const { direction, personId, status: outcome, isAnswered } = call;
  const nothing = { failed: 0, humans: 0, machines: 0, drops: 0, seconds: 0, micros: 0 };
  return [{ ...nothing, group, personId, direction, outcome, calls: 1, answered: isAnswered ? 1 : 0 }];
}

async function presentGroups(
  tx: Tx,
  by: Query['group_by'],
  groups: readonly Group[],
  sums: readonly reading.GroupSums[],
): Promise<Summary['groups']> {
  switch (by) {
    case undefined:
      return [];
    case 'status':
      return [...Map.groupBy(sums, ({ outcome }) => outcome)]
        .map(([status, some]) => ({ key: status, label: status, ...countsOf(some) }))
        .toSorted(liveFirst);
    case 'person':
      return byPerson(tx, sums);
    default:
      return byTime(by, groups, sums);
  }
}

function liveFirst(one: { key: string }, other: { key: string }): number {
  return Number(isEnded(one.key)) - Number(isEnded(other.key)) || (one.key < other.key ? -1 : 1);
}

function isEnded(status: string): boolean {
  // Both the sums and the live calls have their statuses from the calls.
  return isFinal(status as Parameters<typeof isFinal>[0]);
}

async function byPerson(tx: Tx, sums: readonly reading.GroupSums[]): Promise<Summary['groups']> {
  const people = Map.groupBy(sums, ({ personId }) => personId);
  const ids = [...people.keys()].flatMap((id) => (id === nobody ? [] : (parseId('person', id) ?? [])));
  const names = await namesOfPeople(tx, ids);
  const groups = [...people].map(([id, some]) => ({
    key: id === nobody ? 'none' : formatId('person', id),
    label: id === nobody ? 'Nobody' : (names.get(id) ?? 'Somebody who has left'),
    ...countsOf(some),
  }));
  return groups.toSorted((one, other) => other.total_calls - one.total_calls);
}

function byTime(by: TimeGrouping, groups: readonly Group[], sums: readonly reading.GroupSums[]): Summary['groups'] {
  const byIndex = Map.groupBy(sums, ({ group }) => group);
  const counted = groups.map((group, index) => ({ ...group, sums: byIndex.get(index + 1) ?? [] }));
  const named = by === 'hour-of-day' ? [...merged(counted)] : counted;
  return named.map(({ key, label, sums: some }) => ({ key, label, ...countsOf(some) }));
}

type Counted = Pick<Group, 'key' | 'label'> & { sums: reading.GroupSums[] };

// Every hour of the period, by its place in the day.
function merged(groups: readonly Counted[]): Counted[] {
  return [...Map.groupBy(groups, ({ key }) => key)]
    .map(([key, same]) => ({ key, label: same[0]?.label ?? key, sums: same.flatMap(({ sums }) => sums) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1));
}
