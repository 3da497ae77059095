import { z } from 'zod';
import { ContactTag, Region } from './contacts.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** A file is at most so large, so wide and so long; a cell is at most so long. */
export const importLimits = {
  fileBytes: 200 * 1024 * 1024,
  pastedCharacters: 5_000_000,
  columns: 200,
  rows: 5_000_000,
  cellCharacters: 10_000,
  /** Rows with problems that are kept to be mended. */
  problemRows: 100_000,
} as const;

export const importDelimiters = [',', ';', '\t', '|'] as const;
export const importEncodings = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'iso-8859-15',
  'macintosh',
  'shift_jis',
  'gb18030',
] as const;

/**
 * What a column becomes. `metadata`: kept under the column's name. `ignore`: left out. `consent_date`: when the consent of
 * the settings was given. `do_not_call`: a yes puts the numbers of the row on the do-not-call list of the workspace.
 */
export const importTargets = [
  'ignore',
  'name',
  'first_name',
  'last_name',
  'phone',
  'email',
  'company',
  'title',
  'time_zone',
  'region',
  'country',
  'tags',
  'note',
  'consent_date',
  'do_not_call',
  'metadata',
] as const;
export const ImportTarget = z.enum(importTargets);
export type ImportTarget = z.infer<typeof ImportTarget>;

/**
 * `draft`: read, columns are being matched. `checking`: every row is being read. `checked`: can be started. `running`:
 * contacts are being written. `done`; `cancelled`: stopped, what was written stays and can be undone. `undoing`, `undone`.
 * `failed`: the file cannot be read further; `failure` says why.
 */
export const importStates = [
  'draft',
  'checking',
  'checked',
  'running',
  'done',
  'cancelled',
  'undoing',
  'undone',
  'failed',
] as const;

const label = z.string().trim().min(1).max(30);
const column = z
  .number()
  .int()
  .min(0)
  .max(importLimits.columns - 1);

export const ImportColumnMatch = z.strictObject({
  column: column.meta({ description: 'Its place in the file, the first is 0' }),
  target: ImportTarget,
  label: label.optional().meta({ description: 'Of a phone number: mobile, work, …' }),
});

export const ImportSettings = z
  .object({
    delimiter: z.enum(importDelimiters),
    encoding: z.enum(importEncodings),
    header_row: z
      .number()
      .int()
      .min(1)
      .max(20)
      .nullable()
      .meta({ description: 'Which line of the file names the columns, the first is 1; null: none does' }),
    matches: z.array(ImportColumnMatch).max(importLimits.columns),
    default_country: z.string().meta({ description: 'Whose national numbers are read: ISO 3166 alpha-2' }),
    same_by: z.enum(['number', 'email', 'number-or-email', 'nothing']).meta({
      description: 'What makes a row a contact that is there already, in the workspace or earlier in the file',
    }),
    same_then: z
      .enum(['skip', 'update', 'merge'])
      .meta({ description: 'skip: left alone; update: filled cells win; merge: only what was empty is filled' }),
    tags: z.array(ContactTag).max(20).meta({ description: 'Put on every contact of the file' }),
    time_zone: z.string().nullable().meta({ description: 'Stated for every contact that has none' }),
    region: z.string().nullable(),
    consent: z
      .strictObject({
        scope: z.enum(['calls', 'prerecorded', 'artificial', 'recording']),
        strength: z.enum(['express', 'express-written']),
        source: z.string().trim().min(1).max(200),
        proof: z.string().trim().max(2000).optional(),
        given_at: Timestamp.optional().meta({
          description: 'When it was given, where no column says so; without either the day of the upload',
        }),
      })
      .nullable()
      .meta({
        description:
          'Recorded for every number of the file: all of these people agreed to this. A number that took its consent back is left out, unless a date that is stated comes after that',
      }),
    campaign_id: idOf('campaign')
      .nullable()
      .meta({ description: 'Every contact of the file is added to it, also one that is there already and skipped' }),
  })
  .meta({ id: 'ImportSettings' });
export type ImportSettings = z.infer<typeof ImportSettings>;

export const ImportCellProblem = z
  .object({
    column: z.number().int().nullable().meta({ description: 'null: the row as a whole' }),
    problem: z.string().meta({ description: 'A sentence for people' }),
  })
  .meta({ id: 'ImportCellProblem' });
export type ImportCellProblem = z.infer<typeof ImportCellProblem>;

export const ImportRow = z
  .object({
    row: z.number().int().meta({ description: 'Its place among the rows below the header, the first is 1' }),
    cells: z.array(z.string()),
    problems: z.array(ImportCellProblem),
    numbers: z
      .array(z.object({ column: z.number().int(), number: z.string() }))
      .meta({ description: 'How phone cells are read: E.164' }),
    is_edited: z.boolean(),
    is_left_out: z.boolean(),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof ImportRow>;

const count = z.number().int();

export const ContactImport = z
  .object({
    id: idOf('import'),
    name: z.string().meta({ description: 'Of the file' }),
    state: z.enum(importStates),
    bytes: count,
    settings: ImportSettings,
    progress: z
      .object({ rows: count, of_rows: count.nullable(), fraction: z.number().min(0).max(1) })
      .meta({ description: 'Of the work under way, or of what was done last' }),
    checked: z
      .object({
        rows: count,
        fine: count,
        with_problems: count,
        with_number: count.meta({ description: 'Of the fine ones' }),
        already_here: count.meta({ description: 'Of the fine ones: there is such a contact' }),
        repeated: count.meta({ description: 'Of the fine ones: an earlier row of the file is the same' }),
        left_out: count,
      })
      .nullable()
      .meta({ description: 'What starting would meet' }),
    result: z
      .object({
        created: count,
        updated: count,
        skipped: count.meta({ description: 'There already, or left out' }),
        failed: count.meta({ description: 'Rows with problems: not written' }),
        with_number: count.meta({ description: 'Of created and updated: contacts that have a number now' }),
        consents: count,
        consents_left_out: count.meta({
          description: 'Numbers that took their consent back; the file states no later date',
        }),
        suppressed: count.meta({ description: 'Numbers new on the do-not-call list; undoing leaves them there' }),
        notes: z.array(z.string()).meta({ description: 'What to know about the result, in words' }),
      })
      .nullable(),
    undone: z
      .object({
        removed: count,
        restored: count,
        kept: count.meta({ description: 'Changed or used since: left as they are' }),
      })
      .nullable(),
    failure: z.string().nullable(),
    can_undo: z.boolean(),
    created_by: z.string().nullable(),
    created_at: Timestamp,
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
    forgets_at: Timestamp.meta({ description: 'When file, rows and the way back are deleted' }),
  })
  .meta({ id: 'ContactImport' });
export type ContactImport = z.infer<typeof ContactImport>;

export const ImportColumn = z
  .object({
    column: z.number().int(),
    name: z.string().meta({ description: 'From the header row; without one: Column 1, …' }),
    samples: z.array(z.string()).meta({ description: 'The first filled cells' }),
    suggested: z.object({ target: ImportTarget, label: z.string().nullable() }),
  })
  .meta({ id: 'ImportColumn' });
export type ImportColumn = z.infer<typeof ImportColumn>;

/** The import with what a person needs to match its columns: read anew from the head of the file. */
export const ContactImportDetail = ContactImport.extend({
  detected: z.object({
    delimiter: z.enum(importDelimiters),
    encoding: z.enum(importEncodings),
    header_row: z.number().int().nullable(),
  }),
  lines: z.array(z.array(z.string())).meta({ description: 'The first lines as they stand in the file, cells cut' }),
  columns: z.array(ImportColumn),
  preview: z.array(ImportRow).meta({ description: 'The first rows, with their problems under the present settings' }),
}).meta({ id: 'ContactImportDetail' });
export type ContactImportDetail = z.infer<typeof ContactImportDetail>;

const access = { role: 'manager', scope: 'contacts.write' } as const;
const params = z.object({ import_id: idOf('import') });

export const createContactImport = route({
  name: 'contact_imports.create',
  method: 'POST',
  path: '/api/contact-imports',
  summary: 'Begin an import: multipart/form-data with the `file`, or JSON with pasted `text`. Nothing is written yet',
  access,
  uploads: { field: 'file', maxBytes: importLimits.fileBytes },
  maxBodyBytes: 4 * importLimits.pastedCharacters,
  body: z.strictObject({
    name: z.string().trim().max(200).optional(),
    text: z.string().max(importLimits.pastedCharacters).optional(),
  }),
  responses: { 201: ContactImportDetail },
  refusals: [
    'imports.no_file',
    'imports.empty',
    'imports.is_spreadsheet',
    'imports.not_text',
    'imports.too_many_columns',
    'imports.unreadable',
    'media.too_large',
    'media.too_slow',
  ],
});

export const listContactImports = route({
  name: 'contact_imports.list',
  method: 'GET',
  path: '/api/contact-imports',
  summary: 'Imports, newest first',
  access,
  query: PageQuery,
  responses: { 200: pageOf(ContactImport) },
  refusals: ['request.bad_cursor'],
});

export const getContactImport = route({
  name: 'contact_imports.get',
  method: 'GET',
  path: '/api/contact-imports/:import_id',
  summary: 'One import, with its columns and a preview',
  access,
  params,
  responses: { 200: ContactImportDetail },
});

export const getContactImportProgress = route({
  name: 'contact_imports.progress',
  method: 'GET',
  path: '/api/contact-imports/:import_id/progress',
  summary: 'How far an import is, without reading its file: to be asked often',
  access,
  params,
  responses: { 200: ContactImport },
});

export const changeContactImport = route({
  name: 'contact_imports.change',
  method: 'PATCH',
  path: '/api/contact-imports/:import_id',
  summary: 'Say how a file is read and what becomes of its columns; the answer previews it',
  description:
    'What was checked has to be checked again. Another delimiter, encoding or header row also forgets edited rows and, unless matches are sent too, suggests the columns anew.',
  access,
  params,
  body: ImportSettings.extend({ region: Region.nullable() }).partial().strict(),
  responses: { 200: ContactImportDetail },
  refusals: [
    'imports.wrong_state',
    'imports.too_many_columns',
    'imports.unreadable',
    'imports.column_matched_twice',
    'imports.no_such_column',
    'consents.proof_missing',
    'consents.not_yet_given',
  ],
});

export const checkContactImport = route({
  name: 'contact_imports.check',
  method: 'POST',
  path: '/api/contact-imports/:import_id/check',
  summary: 'Read every row on the server and note its problems',
  access,
  params,
  responses: { 202: ContactImport },
  refusals: ['imports.wrong_state', 'imports.nothing_matched'],
});

export const listContactImportRows = route({
  name: 'contact_imports.rows',
  method: 'GET',
  path: '/api/contact-imports/:import_id/rows',
  summary: 'Rows of a checked import: those with problems, or the first thousand of all',
  access,
  params,
  query: z.object({
    only: z.enum(['problems', 'edited', 'all']).default('problems'),
    cursor: z.string().max(20).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  responses: { 200: pageOf(ImportRow) },
  refusals: ['request.bad_cursor', 'imports.wrong_state', 'imports.unreadable'],
});

export const changeContactImportRows = route({
  name: 'contact_imports.change_rows',
  method: 'PATCH',
  path: '/api/contact-imports/:import_id/rows',
  summary: 'Mend cells of a checked import, or leave rows out, before it runs',
  access,
  params,
  body: z.strictObject({
    rows: z
      .array(
        z.strictObject({
          row: z.number().int().min(1).max(importLimits.rows),
          cells: z
            .array(z.strictObject({ column, text: z.string().max(importLimits.cellCharacters) }))
            .max(importLimits.columns)
            .default([]),
          leave_out: z.boolean().optional(),
        }),
      )
      .min(1)
      .max(200),
  }),
  responses: { 200: z.object({ items: z.array(ImportRow), import: ContactImport }) },
  refusals: ['imports.wrong_state', 'imports.no_such_row', 'imports.no_such_column'],
});

export const runContactImport = route({
  name: 'contact_imports.run',
  method: 'POST',
  path: '/api/contact-imports/:import_id/run',
  summary: 'Write the contacts, as work of the server: it goes on when the page is closed or the server restarts',
  access,
  params,
  responses: { 202: ContactImport },
  refusals: ['imports.wrong_state', 'imports.too_many_problems'],
});

export const cancelContactImport = route({
  name: 'contact_imports.cancel',
  method: 'POST',
  path: '/api/contact-imports/:import_id/cancel',
  summary: 'Stop checking or running; what was written stays and can be undone',
  access,
  params,
  responses: { 200: ContactImport },
  refusals: ['imports.wrong_state'],
});

export const undoContactImport = route({
  name: 'contact_imports.undo',
  method: 'POST',
  path: '/api/contact-imports/:import_id/undo',
  summary: 'Remove the contacts that it made and restore those that it changed, unless they were changed or used since',
  access,
  params,
  responses: { 202: ContactImport },
  refusals: ['imports.wrong_state'],
});

export const getContactImportProblems = route({
  name: 'contact_imports.problems',
  method: 'GET',
  path: '/api/contact-imports/:import_id/problems',
  summary: 'The rows with problems as CSV: the columns of the file and one that says what is wrong',
  access,
  params,
  file: 'text/csv',
  responses: { 200: z.unknown() },
});

export const deleteContactImport = route({
  name: 'contact_imports.delete',
  method: 'DELETE',
  path: '/api/contact-imports/:import_id',
  summary: 'Forget an import: its file, its rows and the way back; the contacts stay',
  access,
  params,
  responses: { 204: Nothing },
  refusals: ['imports.wrong_state'],
});
