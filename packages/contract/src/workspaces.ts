import { z } from 'zod';
import { route } from './route.ts';
import { settingKeys } from './settings.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

export const carrierModes = ['emulator', 'twilio', 'none'] as const;
export const CarrierMode = z.enum(carrierModes);
export type CarrierMode = z.infer<typeof CarrierMode>;

export const Workspace = z
  .object({
    id: idOf('workspace'),
    name: z.string(),
    country: z.string().meta({ description: 'ISO 3166 alpha-2; numbers typed without + belong to it' }),
    time_zone: z.string(),
    default_from_number: z.string().nullable(),
    carrier: z.object({
      mode: CarrierMode,
      account_sid: z.string().nullable(),
      missing: z.array(z.string()).meta({ description: 'Credentials that are missing, by name' }),
    }),
    sample_data: z.boolean(),
    first_steps: z.array(
      z.object({
        step: z.enum(['place-a-call', 'hear-a-recording', 'play-the-far-end', 'invite-somebody', 'connect-twilio']),
        done: z.boolean(),
      }),
    ),
    created_at: Timestamp,
  })
  .meta({ id: 'Workspace' });
export type Workspace = z.infer<typeof Workspace>;

const write = { role: 'admin', scope: 'workspace.write' } as const;

export const getWorkspace = route({
  name: 'workspaces.get',
  method: 'GET',
  path: '/api/workspace',
  summary: 'The workspace, its carrier and the first steps',
  access: { role: 'viewer', scope: 'workspace.read' },
  responses: { 200: Workspace },
});

export const changeWorkspace = route({
  name: 'workspaces.change',
  method: 'PATCH',
  path: '/api/workspace',
  summary: 'Change name, country, time zone or default number',
  access: write,
  body: z.strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional(),
    time_zone: z.string().max(60).optional(),
    default_from_number: z.string().max(40).nullable().optional(),
  }),
  responses: { 200: Workspace },
  refusals: ['calls.number_impossible'],
});

export const removeSampleData = route({
  name: 'workspaces.remove_sample_data',
  method: 'DELETE',
  path: '/api/workspace/sample-data',
  summary: 'Remove everything that was seeded as a sample',
  access: write,
  responses: { 204: Nothing },
});

export const Setting = z
  .object({
    key: z.enum(settingKeys),
    value: z.unknown(),
    is_default: z.boolean(),
    help: z.string(),
  })
  .meta({ id: 'Setting' });

export const listSettings = route({
  name: 'settings.list',
  method: 'GET',
  path: '/api/settings',
  summary: 'Every setting with its value here',
  access: { role: 'viewer', scope: 'workspace.read' },
  responses: { 200: z.object({ items: z.array(Setting) }) },
});

export const changeSetting = route({
  name: 'settings.change',
  method: 'PUT',
  path: '/api/settings/:key',
  summary: 'Set a value for the workspace; null goes back to the default',
  access: write,
  params: z.object({ key: z.enum(settingKeys) }),
  body: z.strictObject({ value: z.json().meta({ description: 'null for the default' }) }),
  responses: { 200: Setting },
});
