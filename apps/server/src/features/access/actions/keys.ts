import type { ApiKey, Scope } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { secretHash } from '#runtime/keys';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { hoursAfter, keyPrefix } from '../session.ts';
import * as store from '../store.ts';
import { newSecret } from './sign-in.ts';

export function listKeys(ctx: Context, actor: Actor): Promise<ApiKey[]> {
  return ctx.db.asTenant(actor.tenantId, (tx) => store.listKeys(tx));
}

/** The secret is in this answer and nowhere else. A key cannot give more than it has. */
export async function createKey(
  ctx: Context,
  actor: Actor,
  wanted: { name: string; scopes: Scope[]; expires_in_days?: number | undefined },
): Promise<ApiKey & { secret: string }> {
  const beyond = actor.kind === 'key' ? wanted.scopes.find((scope) => !actor.scopes.includes(scope)) : undefined;
  if (beyond) throw new Refusal('access.scope_missing', { needed: beyond });
  const secret = keyPrefix + newSecret(ctx);
  const id = ctx.ids.next('key');
  const at = ctx.clock.now();
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    await store.insertKey(tx, actor.tenantId, {
      id,
      name: wanted.name,
      prefix: secret.slice(0, 10),
      secretHash: secretHash(secret),
      scopes: wanted.scopes,
      createdBy: actor.kind === 'person' ? actor.personId : null,
      at,
      expiresAt: wanted.expires_in_days ? hoursAfter(at, wanted.expires_in_days * 24) : null,
    });
    await note(ctx, tx, actor, 'access.key_created', formatId('key', id), { scopes: wanted.scopes });
    const [key] = await store.listKeys(tx, id);
    return { ...found(key), secret };
  });
}

export async function revokeKey(ctx: Context, actor: Actor, keyId: string): Promise<void> {
  const id = found(parseId('key', keyId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const [key] = await store.listKeys(tx, id);
    found(key);
    await store.revokeKey(tx, id, ctx.clock.now());
    await note(ctx, tx, actor, 'access.key_revoked', formatId('key', id));
  });
}
