import { type Id, parseId } from '@offhook/kit';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { writeMediaToken } from './media-token.ts';

/** As long as a call can last that was given this address. */
const carrierLifeMs = 6 * 3_600_000;

/** Where the carrier finds audio of ours; nobody can guess it, and it ends by itself. */
export function mediaUrl(ctx: Context, tenantId: Id<'workspace'>, mediaId: string): string {
  const token = {
    tenantId,
    mediaId: found(parseId('media', mediaId)),
    until: new Date(ctx.clock.nowMs() + carrierLifeMs),
  };
  return `${ctx.publicUrl()}/api/voice/media/${writeMediaToken(token, ctx.keys.mac)}`;
}
