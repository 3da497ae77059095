import type { GroupMember, RingGroup } from '@offhook/contract';
import type { LoopAround } from '@offhook/flow';
import type { Directory } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { aroundOf, mustNotLoop, numberProblem, personProblem } from '#features/forwarding';
import { type Surroundings, usesIn } from '#features/hours';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import * as store from './store.ts';

interface GroupChange {
  name?: string | undefined;
  members?: GroupMember[] | undefined;
  base_updated_at?: string | undefined;
}

const nameTaken = (name: string) => new Refusal('groups.name_taken', { field: 'name', name });

export async function listGroups(ctx: Context, actor: Actor): Promise<RingGroup[]> {
  return (await ctx.db.asTenant(actor.tenantId, (tx) => store.listGroups(tx))).map(groupView);
}

export async function createGroup(
  ctx: Context,
  actor: Actor,
  fields: { name: string; members: GroupMember[] },
  around: Surroundings,
): Promise<RingGroup> {
  const now = ctx.clock.now();
  const row = { id: ctx.ids.next('group'), ...fields, createdAt: now, updatedAt: now };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    mustBeSound(row, aroundOf(await around.directory(tx), await around.liveGraphs(tx)));
    await unlessTaken('ring_groups_name', nameTaken(row.name), store.insertGroup(tx, actor.tenantId, row));
    await note(ctx, tx, actor, 'groups.created', formatId('group', row.id), { name: row.name });
  });
  return groupView(row);
}

export async function getGroup(
  ctx: Context,
  actor: Actor,
  groupId: string,
  around: Surroundings,
): Promise<RingGroup & { used_by: string[] }> {
  const id = found(parseId('group', groupId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const row = found(await store.groupById(tx, id));
    return { ...groupView(row), used_by: await usesOf(tx, row, around) };
  });
}

export async function changeGroup(
  ctx: Context,
  actor: Actor,
  groupId: string,
  { base_updated_at: base, ...change }: GroupChange,
  around: Surroundings,
): Promise<RingGroup> {
  const id = found(parseId('group', groupId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockGroup(tx, id));
    if (base !== undefined && Date.parse(base) !== known.updatedAt.getTime())
      throw new Refusal('groups.changed_meanwhile');
    const row = {
      ...known,
      name: change.name ?? known.name,
      members: change.members ?? known.members,
      updatedAt: ctx.clock.now(),
    };
    if (change.members) mustBeSound(row, aroundOf(await around.directory(tx), await around.liveGraphs(tx)));
    await unlessTaken('ring_groups_name', nameTaken(row.name), store.updateGroup(tx, row));
    await note(ctx, tx, actor, 'groups.changed', formatId('group', id), { fields: Object.keys(change) });
    return groupView(row);
  });
}

export async function deleteGroup(ctx: Context, actor: Actor, groupId: string, around: Surroundings): Promise<void> {
  const id = found(parseId('group', groupId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const row = found(await store.lockGroup(tx, id));
    const uses = await usesOf(tx, row, around);
    if (uses.length > 0) throw new Refusal('groups.in_use', { used_by: uses.join(', '), uses });
    await store.deleteGroup(tx, id);
    await note(ctx, tx, actor, 'groups.deleted', formatId('group', id), { name: row.name });
  });
}

export async function groupsForDirectory(tx: Tx): Promise<Directory['groups']> {
  const rows = await store.listGroups(tx);
  return Object.fromEntries(rows.map(({ id, name, members }) => [formatId('group', id), { name, members }]));
}

function mustBeSound(row: store.GroupRow, around: LoopAround): void {
  const { directory } = around;
  const seen = new Set<string>();
  for (const [index, member] of row.members.entries()) {
    const problem = 'number' in member ? numberProblem(member.number) : personProblem(member.person_id, directory);
    const field = `members.${index}`;
    if (problem) throw new Refusal('request.invalid', { field: `${field}.${problem.field}`, problem: problem.problem });
    const key = 'number' in member ? member.number : member.person_id;
    if (seen.has(key)) throw new Refusal('request.invalid', { field, problem: 'Already in the group.' });
    seen.add(key);
  }
  const group_id = formatId('group', row.id);
  const after = { ...directory, groups: { ...directory.groups, [group_id]: row } };
  mustNotLoop('members', [], { group_id }, { ...around, directory: after });
}

async function usesOf(tx: Tx, { id }: store.GroupRow, around: Surroundings): Promise<string[]> {
  const used = { kind: 'group', id: formatId('group', id) } as const;
  return [...usesIn(await around.directory(tx), used), ...(await around.usesElsewhere(tx, used))];
}

function groupView(row: store.GroupRow): RingGroup {
  return {
    id: formatId('group', row.id),
    name: row.name,
    members: row.members,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
