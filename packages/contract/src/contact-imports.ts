import { z } from 'zod';
import {
  ContactImport,
  ContactImportDetail,
  ImportColumnNumber,
  ImportRow,
  ImportSettings,
  importLimits,
} from './contact-import-shapes.ts';
import { Region } from './contacts.ts';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf } from './shapes.ts';

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
            .array(z.strictObject({ column: ImportColumnNumber, text: z.string().max(importLimits.cellCharacters) }))
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
