import { z } from 'zod';
import { Role } from './roles.ts';
import { route } from './route.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

export const Person = z
  .object({
    id: idOf('person'),
    email: z.string(),
    name: z.string(),
    role: Role,
    phone_number: z.string().nullable().meta({ description: 'Own phone, E.164: where bridged calls ring' }),
    joined_at: Timestamp,
    last_seen_at: Timestamp.nullable(),
  })
  .meta({ id: 'Person' });
export type Person = z.infer<typeof Person>;

const read = { role: 'viewer', scope: 'people.read' } as const;
const write = { role: 'admin', scope: 'people.write' } as const;

export const listPeople = route({
  name: 'people.list',
  method: 'GET',
  path: '/api/people',
  summary: 'People of the workspace',
  access: read,
  responses: { 200: z.object({ items: z.array(Person) }) },
});

export const changePerson = route({
  name: 'people.change',
  method: 'PATCH',
  path: '/api/people/:person_id',
  summary: "Change somebody's role, name or phone",
  access: write,
  params: z.object({ person_id: idOf('person') }),
  body: z.strictObject({
    role: Role.optional(),
    name: z.string().trim().min(1).max(120).optional(),
    phone_number: z.string().max(40).nullable().optional(),
  }),
  responses: { 200: Person },
  refusals: ['people.last_admin', 'people.phone_impossible'],
});

export const changeMyself = route({
  name: 'people.change_myself',
  method: 'PATCH',
  path: '/api/people/me',
  summary: 'Change your own name or phone',
  access: 'signed-in',
  body: z.strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    phone_number: z.string().max(40).nullable().optional(),
  }),
  responses: { 200: Person },
  refusals: ['people.phone_impossible'],
});

export const removePerson = route({
  name: 'people.remove',
  method: 'DELETE',
  path: '/api/people/:person_id',
  summary: 'Remove somebody from the workspace; their sessions end at once',
  access: write,
  params: z.object({ person_id: idOf('person') }),
  responses: { 204: Nothing },
  refusals: ['people.last_admin'],
});
