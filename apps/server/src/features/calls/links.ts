import type { Id } from '@offhook/kit';
import { mediaUrl } from '#features/media';
import type { Context } from '../../context.ts';
import { writeAttemptToken } from './attempt-token.ts';
import type { Turn } from './turn.ts';

export const webhookPrefix = '/api/voice/webhooks';

const pathOf: Record<Parameters<Turn['links']['page']>[0] | 'status' | 'amd', string> = {
  outbound: 'twiml/outbound',
  fallback: 'twiml/fallback',
  afterwards: 'twiml/afterwards',
  keypress: 'twiml/keypress',
  whisper: 'twiml/whisper',
  accept: 'twiml/accept',
  bridged: 'twiml/bridged',
  drop: 'twiml/drop',
  dropped: 'twiml/dropped',
  leg: 'leg',
  recording: 'recording',
  status: 'status',
  amd: 'amd',
};

/** The addresses of one call that we give to the carrier; without a token those that find the call by its sid. */
export function linksOf(ctx: Context, tenantId: Id<'workspace'>, token: string | undefined) {
  return {
    page: (page: keyof typeof pathOf) =>
      `${ctx.publicUrl()}${webhookPrefix}/${pathOf[page]}${token === undefined ? '' : `/${token}`}`,
    media: (mediaId: string) => mediaUrl(ctx, tenantId, mediaId),
  };
}

export function attemptLinks(ctx: Context, { tenantId, id }: { tenantId: Id<'workspace'>; id: Id<'attempt'> }) {
  return linksOf(ctx, tenantId, writeAttemptToken({ tenantId, attemptId: id }, ctx.clock.now(), ctx.keys.mac));
}
