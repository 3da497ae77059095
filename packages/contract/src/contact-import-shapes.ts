import { z } from 'zod';
import { ContactTag } from './contacts.ts';
import { idOf, Timestamp } from './shapes.ts';

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
/** Which column of the file. */
export const ImportColumnNumber = z
  .number()
  .int()
  .min(0)
  .max(importLimits.columns - 1);

export const ImportColumnMatch = z.strictObject({
  column: ImportColumnNumber.meta({ description: 'Its place in the file, the first is 0' }),
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
