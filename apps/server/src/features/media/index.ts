import { type Id, parseId } from '@offhook/kit';
import { writeLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';

/** As long as a call can last that was given this address. */
const carrierLifeMs = 6 * 3_600_000;

/** Where the carrier finds audio of ours; nobody can guess it, and it ends by itself. */
export function mediaUrl(ctx: Context, tenantId: Id<'workspace'>, mediaId: string): string {
  const until = new Date(ctx.clock.nowMs() + carrierLifeMs);
  const id = found(parseId('media', mediaId));
  return `${ctx.publicUrl()}/api/voice/media/${writeLinkToken('media', { tenantId, id, until }, ctx.keys.mac)}`;
}
