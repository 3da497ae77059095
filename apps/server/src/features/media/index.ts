import { type Id, parseId } from '@offhook/kit';
import { writeLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { sweepAudio } from './actions.ts';
import { mediaPath, registerMediaDoor } from './webhooks.ts';

export {
  type AudioSource,
  audioById,
  keepAudio,
  mustBeginAsAudio,
  releaseAudio,
  sweepAudio,
  type TakenAudio,
  takeAudio,
} from './actions.ts';
export { speechSeconds } from './speech-length.ts';
export { type MediaRow, readyMedia } from './store.ts';

/** As long as a call can last that was given this address. */
const carrierLifeMs = 6 * 3_600_000;

/** Where the carrier finds audio of ours; nobody can guess it, and it ends by itself. */
export function mediaUrl(ctx: Context, tenantId: Id<'workspace'>, mediaId: string): string {
  const until = new Date(ctx.clock.nowMs() + carrierLifeMs);
  const id = found(parseId('media', mediaId));
  return `${ctx.publicUrl()}${mediaPath}/${writeLinkToken('media', { tenantId, id, until }, ctx.keys.mac)}`;
}

export const mediaFeature = (ctx: Context): Feature => ({
  name: 'media',
  webhooks: (server) => registerMediaDoor(server, ctx),
  sweeps: [{ name: 'media.sweep', everyMs: 600_000, run: () => sweepAudio(ctx) }],
});
