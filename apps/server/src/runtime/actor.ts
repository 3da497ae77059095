import { type Role, roleIsAtLeast, type Scope } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import { Refusal } from './refusal.ts';

/** Who acts. Every action takes one; the tenant comes from here and from nowhere else. */
export type Actor =
  | {
      kind: 'person';
      tenantId: Id<'workspace'>;
      personId: Id<'person'>;
      sessionId: Id<'session'> | null;
      role: Role;
      name: string;
    }
  | { kind: 'key'; tenantId: Id<'workspace'>; keyId: Id<'key'>; scopes: readonly Scope[]; name: string }
  | { kind: 'carrier'; tenantId: Id<'workspace'>; name: string }
  | { kind: 'system'; tenantId: Id<'workspace'>; name: string };

/** Refuses unless the actor has the role, or, being a key, the scope. */
export function mustBeAllowed(actor: Actor, needed: { role: Role; scope: Scope }): void {
  if (actor.kind === 'person' && !roleIsAtLeast(actor.role, needed.role)) {
    throw new Refusal('access.not_allowed', { needed: needed.role });
  }
  if (actor.kind === 'key' && !actor.scopes.includes(needed.scope)) {
    throw new Refusal('access.scope_missing', { needed: needed.scope });
  }
}
