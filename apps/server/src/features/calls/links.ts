import { type Addresses, type FlowSession, newSession } from '@offhook/flow';
import type { Id } from '@offhook/kit';
import { type FlowToken, writeFlowToken } from '#features/inbound';
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

/**
 * Told again when we cannot take it in: by default the carrier repeats only what never reached us. The part after # is not
 * signed (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides, read 2026-11-21).
 */
const toldAgain = '#rc=3&rp=5xx,ct,rt';
const reports: ReadonlySet<string> = new Set(['status', 'leg', 'recording', 'amd']);

/** The addresses of one call that we give to the carrier; without a token those that find the call by its sid. */
export function linksOf(ctx: Context, tenantId: Id<'workspace'>, token: string | undefined) {
  return {
    page: (page: keyof typeof pathOf) =>
      [
        `${ctx.publicUrl()}${webhookPrefix}/${pathOf[page]}`,
        token === undefined ? '' : `/${token}`,
        reports.has(page) ? toldAgain : '',
      ].join(''),
    media: (mediaId: string) => mediaUrl(ctx, tenantId, mediaId),
  };
}

export function attemptLinks(ctx: Context, { tenantId, id }: { tenantId: Id<'workspace'>; id: Id<'attempt'> }) {
  return linksOf(ctx, tenantId, writeAttemptToken({ tenantId, attemptId: id }, ctx.clock.now(), ctx.keys.mac));
}

/** The addresses that a document of a flow gives to the carrier; the next document follows from them alone. */
export function flowAddresses(
  ctx: Context,
  call: Pick<FlowToken, 'tenantId' | 'sid' | 'caller' | 'called'>,
  { session: own, isSecret }: { session: FlowSession; isSecret: boolean },
): Addresses {
  const at = ctx.clock.now();
  const url = (path: string, more: Pick<FlowToken, 'session' | 'boxId'> & { isSecret?: boolean }) =>
    `${ctx.publicUrl()}${webhookPrefix}/${path}/${writeFlowToken({ ...call, at, isSecret: false, ...more }, ctx.keys)}`;
  const about = { session: null, boxId: null };
  return {
    here: () => url('twiml/flow', { session: own, boxId: null, isSecret }),
    screening: () => url('twiml/screening', about),
    leg: () => url('leg', about) + toldAgain,
    message: (boxId) => url('voicemail', { session: null, boxId }) + toldAgain,
    recording: () => url('recording', about) + toldAgain,
    media: (mediaId) => mediaUrl(ctx, call.tenantId, mediaId),
  };
}

/** Where a call that we placed enters a flow: whoever was called is its caller. */
export function flowBegin(
  ctx: Context,
  call: { tenantId: Id<'workspace'>; sid: string | null; from: string; to: string },
  versionId: string,
): string {
  const parties = { caller: call.to, called: call.from };
  const session = newSession(versionId, parties);
  return flowAddresses(
    ctx,
    { tenantId: call.tenantId, sid: call.sid ?? '', ...parties },
    { session, isSecret: false },
  ).here();
}

/** Where whoever picked up says that they take the call. */
export function screenedUrl(ctx: Context, token: string): string {
  return `${ctx.publicUrl()}${webhookPrefix}/twiml/screened/${token}`;
}
