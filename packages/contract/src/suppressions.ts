import { CalendarDate } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** `workspace`: for every call. `register`: imported, also for every call. `campaign`: for calls of one campaign. */
export const suppressionListKinds = ['workspace', 'register', 'campaign'] as const;

/** Numbers that are not called. They are kept as hashes: the list can be asked, not read. */
export const SuppressionList = z
  .object({
    id: idOf('list'),
    name: z.string(),
    kind: z.enum(suppressionListKinds),
    campaign_id: idOf('campaign').nullable(),
    entries: z.number().int(),
    valid_until: CalendarDate.nullable().meta({ description: 'When a newer copy is due; it goes on holding' }),
    is_overdue: z.boolean(),
    created_at: Timestamp,
  })
  .meta({ id: 'SuppressionList' });
export type SuppressionList = z.infer<typeof SuppressionList>;

export const suppressionSources = ['person', 'paste', 'import', 'disposition', 'revocation', 'caller', 'api'] as const;
export const SuppressionSource = z.enum(suppressionSources);
export type SuppressionSource = z.infer<typeof SuppressionSource>;

export const Suppression = z
  .object({
    id: idOf('suppression'),
    list: z.object({ id: idOf('list'), name: z.string(), kind: z.enum(suppressionListKinds) }),
    last_digits: z.string().nullable().meta({ description: 'null: imported, only the hash is kept' }),
    source: SuppressionSource,
    reason: z.string().nullable(),
    by: z.string(),
    at: Timestamp,
  })
  .meta({ id: 'Suppression' });
export type Suppression = z.infer<typeof Suppression>;

export const suppressionImportStates = ['waiting', 'running', 'done', 'cancelling', 'cancelled', 'failed'] as const;

/** An upload that the server works off. */
export const SuppressionImport = z
  .object({
    id: idOf('import'),
    list: z.object({ id: idOf('list'), name: z.string() }),
    file_name: z.string(),
    state: z.enum(suppressionImportStates),
    bytes_total: z.number().int(),
    bytes_done: z.number().int(),
    rows: z.number().int(),
    added: z.number().int(),
    known: z.number().int().meta({ description: 'Stood there already, or twice in the file' }),
    unreadable: z.number().int(),
    problems: z.array(z.object({ row: z.number().int(), problem: z.string() })).meta({ description: 'The first 50' }),
    failure: z.string().nullable(),
    by: z.string(),
    created_at: Timestamp,
    ended_at: Timestamp.nullable(),
  })
  .meta({ id: 'SuppressionImport' });
export type SuppressionImport = z.infer<typeof SuppressionImport>;

const read = { role: 'viewer', scope: 'compliance.read' } as const;
const add = { role: 'agent', scope: 'compliance.write' } as const;
const manage = { role: 'manager', scope: 'compliance.write' } as const;
const listParams = z.object({ list_id: idOf('list') });
const importParams = z.object({ upload_id: idOf('import') });
const Name = z.string().trim().min(1).max(120);
const Reason = z.string().trim().min(3).max(500);
const Phone = z.string().trim().min(1).max(40);

export const listSuppressionLists = route({
  name: 'suppressions.lists',
  method: 'GET',
  path: '/api/suppression-lists',
  summary: 'Do-not-call lists: of the workspace, imported registers, of campaigns',
  access: read,
  responses: { 200: z.object({ items: z.array(SuppressionList) }) },
});

export const createSuppressionList = route({
  name: 'suppressions.create_list',
  method: 'POST',
  path: '/api/suppression-lists',
  summary: 'Create a list: a register for every call, or the list of one campaign',
  access: manage,
  body: z.strictObject({
    name: Name,
    campaign_id: idOf('campaign').optional(),
    valid_until: CalendarDate.nullable().default(null),
  }),
  responses: { 201: SuppressionList },
  refusals: ['suppressions.name_taken'],
});

export const changeSuppressionList = route({
  name: 'suppressions.change_list',
  method: 'PATCH',
  path: '/api/suppression-lists/:list_id',
  summary: 'Rename a list, or say when a newer copy of it is due',
  access: manage,
  params: listParams,
  body: z.strictObject({ name: Name.optional(), valid_until: CalendarDate.nullable().optional() }),
  responses: { 200: SuppressionList },
  refusals: ['suppressions.name_taken'],
});

export const deleteSuppressionList = route({
  name: 'suppressions.delete_list',
  method: 'DELETE',
  path: '/api/suppression-lists/:list_id',
  summary: 'Delete a list with all that stands on it; asks for ?reason=. The list of the workspace stays',
  access: manage,
  params: listParams,
  query: z.object({ reason: Reason }),
  responses: { 204: Nothing },
  refusals: ['suppressions.list_stays', 'suppressions.import_running'],
});

export const listSuppressions = route({
  name: 'suppressions.list',
  method: 'GET',
  path: '/api/suppressions',
  summary: 'Single entries, newest first; imported ones are counted by their list and can be asked for by number',
  access: read,
  query: PageQuery.extend({
    list_id: idOf('list').optional(),
    search: z.string().trim().max(40).optional().meta({ description: 'A whole number, or its last 2 to 4 digits' }),
  }),
  responses: { 200: pageOf(Suppression) },
  refusals: ['request.bad_cursor'],
});

export const addSuppressions = route({
  name: 'suppressions.add',
  method: 'POST',
  path: '/api/suppressions',
  summary: 'Never call these numbers again; it holds from the answer on',
  access: add,
  body: z.strictObject({
    phone_numbers: z.array(Phone).min(1).max(1000),
    list_id: idOf('list').optional().meta({ description: 'Default: the list of the workspace' }),
    reason: z.string().trim().max(500).optional(),
  }),
  responses: {
    200: z.object({
      added: z.number().int(),
      known: z.number().int(),
      unreadable: z.array(z.object({ text: z.string(), problem: z.string() })),
    }),
  },
});

export const checkSuppression = route({
  name: 'suppressions.check',
  method: 'POST',
  path: '/api/suppressions/check',
  summary: 'Whether a number stands on a list',
  access: read,
  body: z.strictObject({ phone_number: Phone }),
  responses: { 200: z.object({ suppressed: z.boolean(), entries: z.array(Suppression) }) },
  refusals: ['calls.number_impossible'],
});

export const removeSuppression = route({
  name: 'suppressions.remove',
  method: 'POST',
  path: '/api/suppressions/remove',
  summary: 'Take a number off a list, with a reason that is kept in the audit log',
  access: manage,
  body: z.strictObject({
    phone_number: Phone.optional(),
    suppression_id: idOf('suppression').optional(),
    list_id: idOf('list').optional().meta({ description: 'Default: every list' }),
    reason: Reason,
  }),
  responses: { 200: z.object({ removed: z.number().int() }) },
  refusals: ['calls.number_impossible'],
});

export const importSuppressions = route({
  name: 'suppressions.import',
  method: 'POST',
  path: '/api/suppression-imports',
  summary: 'Upload a list: multipart/form-data with the file `numbers`, one number a line or CSV',
  description:
    'The server goes on alone; the answer says where to look. Without `list_id` a list called `name` is made. Numbers without + are those of `country`, by default the one of the workspace.',
  access: manage,
  uploads: { field: 'numbers', maxBytes: 200 * 1024 * 1024 },
  body: z.strictObject({
    name: Name.optional(),
    list_id: idOf('list').optional(),
    valid_until: CalendarDate.optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Two capital letters, such as IT.')
      .optional(),
    column: z.string().trim().max(200).optional().meta({ description: 'Of a CSV file; default: found by itself' }),
  }),
  responses: { 202: SuppressionImport },
  refusals: ['suppressions.no_file', 'suppressions.not_text', 'suppressions.name_taken', 'suppressions.import_running'],
});

export const listSuppressionImports = route({
  name: 'suppressions.imports',
  method: 'GET',
  path: '/api/suppression-imports',
  summary: 'The latest uploads, newest first',
  access: read,
  responses: { 200: z.object({ items: z.array(SuppressionImport) }) },
});

export const getSuppressionImport = route({
  name: 'suppressions.get_import',
  method: 'GET',
  path: '/api/suppression-imports/:upload_id',
  summary: 'How far an upload is',
  access: read,
  params: importParams,
  responses: { 200: SuppressionImport },
});

export const cancelSuppressionImport = route({
  name: 'suppressions.cancel_import',
  method: 'POST',
  path: '/api/suppression-imports/:upload_id/cancel',
  summary: 'Stop an upload and take back what it added',
  access: manage,
  params: importParams,
  responses: { 202: SuppressionImport },
  refusals: ['suppressions.import_over'],
});
