import { z } from 'zod';
import { route } from './route.ts';
import { idOf, PageQuery, pageOf, Timestamp } from './shapes.ts';

export const AuditEntry = z
  .object({
    id: idOf('event'),
    at: Timestamp,
    actor: z.object({
      kind: z.enum(['person', 'key', 'carrier', 'system']),
      id: z.string().nullable(),
      name: z.string(),
    }),
    action: z.string().meta({ examples: ['people.invited'] }),
    subject: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const listAuditEntries = route({
  name: 'audit.list',
  method: 'GET',
  path: '/api/audit',
  summary: 'Who did what, newest first; entries cannot be changed',
  access: { role: 'admin', scope: 'audit.read' },
  query: PageQuery,
  responses: { 200: pageOf(AuditEntry) },
});
