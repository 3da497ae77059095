import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** `{first_name}` in the text is filled from the call, the contact, or this default; without any the call is refused. */
export const ScriptVariable = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,59}$/, 'small letters, digits and _'),
  default: z.string().max(500).nullable().default(null),
});
export type ScriptVariable = z.infer<typeof ScriptVariable>;

/** What a call says (S1's call script). Every change is a new version; a placed call keeps the one it began with. */
export const Script = z
  .object({
    id: idOf('script'),
    name: z.string(),
    script_text: z.string(),
    twiml_template: z.string().nullable(),
    variables: z.array(ScriptVariable),
    version: z.number().int(),
    used_by_calls: z.number().int().meta({ description: 'Counted up to 10,000' }),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Script' });
export type Script = z.infer<typeof Script>;

const read = { role: 'viewer', scope: 'calls.read' } as const;
const write = { role: 'agent', scope: 'calls.write' } as const;
const params = z.object({ script_id: idOf('script') });
const problems = ['scripts.name_taken', 'scripts.twiml_refused', 'scripts.variable_undeclared'] as const;

const ScriptFields = z.strictObject({
  name: z.string().trim().min(1).max(255),
  script_text: z.string().trim().min(1).max(4000),
  twiml_template: z
    .string()
    .trim()
    .max(4000)
    .nullable()
    .default(null)
    .meta({ description: 'TwiML instead of the spoken text; only verbs and addresses of an allow-list' }),
  variables: z.array(ScriptVariable).max(30).default([]),
});

export const createScript = route({
  name: 'scripts.create',
  method: 'POST',
  path: '/api/voice/scripts',
  summary: 'Create a call script',
  access: write,
  body: ScriptFields,
  responses: { 201: Script },
  refusals: problems,
});

export const listScripts = route({
  name: 'scripts.list',
  method: 'GET',
  path: '/api/voice/scripts',
  summary: 'Call scripts, newest first',
  access: read,
  query: PageQuery.extend({ search: z.string().trim().max(100).optional() }),
  responses: { 200: pageOf(Script) },
});

export const getScript = route({
  name: 'scripts.get',
  method: 'GET',
  path: '/api/voice/scripts/:script_id',
  summary: 'One script with its earlier versions',
  access: read,
  params,
  responses: {
    200: Script.extend({
      versions: z.array(
        z.object({
          version: z.number().int(),
          script_text: z.string(),
          twiml_template: z.string().nullable(),
          variables: z.array(ScriptVariable),
          changed_by: z.string(),
          at: Timestamp,
        }),
      ),
    }),
  },
});

export const changeScript = route({
  name: 'scripts.change',
  method: 'PUT',
  path: '/api/voice/scripts/:script_id',
  summary: 'Change a script; makes a new version',
  access: write,
  params,
  body: ScriptFields.extend({
    base_version: z
      .number()
      .int()
      .optional()
      .meta({ description: 'The version you read; another one since is a conflict' }),
  }),
  responses: { 200: Script },
  refusals: [...problems, 'scripts.changed_meanwhile'],
});

export const deleteScript = route({
  name: 'scripts.delete',
  method: 'DELETE',
  path: '/api/voice/scripts/:script_id',
  summary: 'Delete a script; calls that used it keep what they said',
  access: write,
  params,
  responses: { 204: Nothing },
});

export const previewScript = route({
  name: 'scripts.preview',
  method: 'POST',
  path: '/api/voice/scripts/preview',
  summary: 'What a script would say to a contact; for saved and for unsaved ones',
  access: read,
  body: z.strictObject({
    script_id: idOf('script').optional(),
    script_text: z.string().max(4000).optional(),
    twiml_template: z.string().max(4000).nullable().optional(),
    declared: z.array(ScriptVariable).max(30).optional(),
    contact_id: idOf('contact').optional(),
    variables: z.record(z.string().max(60), z.string().max(500)).optional(),
  }),
  responses: {
    200: z.object({
      text: z.string(),
      twiml: z.string(),
      missing: z.array(z.string()).meta({ description: 'Variables without a value: a call would be refused' }),
      problems: z
        .array(z.string())
        .meta({ description: 'What keeps it from being saved or said, and what the carrier would skip' }),
      seconds: z.number().meta({ description: 'About how long it takes to say' }),
    }),
  },
});
