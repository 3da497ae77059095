import type { Id } from '@offhook/kit';
import { sql } from 'kysely';
import { addMembership, anybodyExists, createPerson, membershipsOf } from '#features/people';
import { createWorkspace } from '#features/workspaces';
import type { Context } from '../../../context.ts';
import { makeLink } from './links.ts';
import { hashPassword } from './sign-in.ts';

export const demoAdmin = { email: 'admin@offhook.localhost', name: 'Demo admin' } as const;

/** On the first start: the workspace and its admin. Undefined when somebody exists already. */
export async function createFirstAdmin(
  ctx: Context,
  admin: { email: string; name: string; password: string | undefined },
): Promise<Id<'workspace'> | undefined> {
  const passwordHash = admin.password ? await hashPassword(admin.password) : null;
  return ctx.db.asSystem(async (tx) => {
    // Of several nodes that start on an empty database one is first.
    await sql`select pg_advisory_xact_lock(4641)`.execute(tx);
    if (await anybodyExists(tx)) return undefined;
    const at = ctx.clock.now();
    const tenantId = await createWorkspace(ctx, tx, {
      name: 'Offhook',
      country: 'US',
      timeZone: 'UTC',
      defaultFromNumber: ctx.config.carrier.fromNumber,
    });
    const personId = await createPerson(tx, {
      id: ctx.ids.next('person'),
      email: admin.email,
      name: admin.name,
      passwordHash,
      at,
    });
    await addMembership(tx, { tenantId, personId, role: 'admin', at });
    return tenantId;
  });
}

/** A one-time sign-in link for the demo admin, if there is one. */
export async function demoAdminLink(ctx: Context): Promise<string | undefined> {
  return ctx.db.asSystem(async (tx) => {
    const [membership] = await membershipsOf(tx, { email: demoAdmin.email });
    if (!membership) return undefined;
    const { tenantId, personId } = membership;
    return (await makeLink(ctx, tx, { tenantId, kind: 'sign-in', personId })).link;
  });
}

/** False on an installation that nobody can enter yet. */
export function hasPeople(ctx: Context): Promise<boolean> {
  return ctx.db.asSystem(anybodyExists);
}
