import { NumberText } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { BaseTime, idOf, Nothing, Timestamp } from './shapes.ts';

export const GroupMember = z.union([
  z.strictObject({ person_id: idOf('person') }),
  z.strictObject({ number: NumberText }),
]);
export type GroupMember = z.infer<typeof GroupMember>;

/** People and numbers that ring for the same calls: all at once, or in this order. */
export const RingGroup = z
  .object({
    id: idOf('group'),
    name: z.string(),
    members: z.array(GroupMember),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'RingGroup' });
export type RingGroup = z.infer<typeof RingGroup>;

const read = { role: 'viewer', scope: 'workspace.read' } as const;
const write = { role: 'manager', scope: 'workspace.write' } as const;
const params = z.object({ group_id: idOf('group') });
const fields = { name: z.string().trim().min(1).max(80), members: z.array(GroupMember).max(50) };

export const listGroups = route({
  name: 'groups.list',
  method: 'GET',
  path: '/api/groups',
  summary: 'Ring groups, by name',
  access: read,
  responses: { 200: z.object({ items: z.array(RingGroup) }) },
});

export const createGroup = route({
  name: 'groups.create',
  method: 'POST',
  path: '/api/groups',
  summary: 'Create a ring group',
  access: write,
  body: z.strictObject(fields),
  responses: { 201: RingGroup },
  refusals: ['groups.name_taken', 'forwarding.loop'],
});

export const getGroup = route({
  name: 'groups.get',
  method: 'GET',
  path: '/api/groups/:group_id',
  summary: 'A ring group, and what rings it',
  access: read,
  params,
  responses: { 200: RingGroup.extend({ used_by: z.array(z.string()).meta({ description: 'In words' }) }) },
});

export const changeGroup = route({
  name: 'groups.change',
  method: 'PATCH',
  path: '/api/groups/:group_id',
  summary: 'Change the name or all members of a ring group',
  access: write,
  params,
  body: z.strictObject({ name: fields.name.optional(), members: fields.members.optional(), base_updated_at: BaseTime }),
  responses: { 200: RingGroup },
  refusals: ['groups.name_taken', 'groups.changed_meanwhile', 'forwarding.loop'],
});

export const deleteGroup = route({
  name: 'groups.delete',
  method: 'DELETE',
  path: '/api/groups/:group_id',
  summary: 'Delete a ring group that nothing rings',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['groups.in_use'],
});
