import { listAuditEntries } from '@offhook/contract';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { listEntries } from './actions.ts';

export const auditRoutes = (ctx: Context): BoundRoute[] => [
  on(listAuditEntries, (actor, { query }) => listEntries(ctx, actor, query)),
];
