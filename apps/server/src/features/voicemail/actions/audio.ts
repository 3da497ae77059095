import { formatId, type Id } from '@offhook/kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { note } from '#features/audit';
import { type ReadyRecording, serveRecording } from '#features/recordings';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { readLinkToken, writeLinkToken } from '#runtime/link-token';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type MessageRow, messageById } from '../store/messages.ts';
import { audioState } from '../voicemail.ts';
import { messageSeen } from './messages.ts';
import { recordingOfMessage } from './present.ts';

interface Wire {
  request: FastifyRequest;
  reply: FastifyReply;
}
interface Form {
  format: 'wav' | 'mp3';
  download: boolean;
}

export async function serveMessage(ctx: Context, actor: Actor, messageId: string, wire: Wire, form: Form) {
  const recording = await ctx.db.asTenant(actor.tenantId, async (tx) =>
    readyRecording(tx, await messageSeen(tx, actor, messageId)),
  );
  return serveRecording(ctx, recording, wire, form);
}

async function readyRecording(tx: Tx, message: MessageRow): Promise<ReadyRecording> {
  const recording = await recordingOfMessage(tx, message);
  const { status, storageKey = null, bytes = null } = recording ?? {};
  if (recording && status === 'ready' && storageKey !== null && bytes !== null) {
    return { ...recording, storageKey, bytes };
  }
  throw new Refusal('voicemail.not_to_be_heard', { problem: audioState(recording, false).audio_note });
}

export const sharePath = '/api/voice/voicemail';

/** An address that plays a message to whoever has it, until its time is over or the message is deleted. */
export async function shareMessage(ctx: Context, actor: Actor, messageId: string, seconds: number) {
  const until = new Date(ctx.clock.nowMs() + seconds * 1000);
  const id = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const message = await messageSeen(tx, actor, messageId);
    await readyRecording(tx, message);
    const details = { until: until.toISOString() };
    await note(ctx, tx, actor, 'voicemail.shared', formatId('voicemail', message.id), details);
    return message.id;
  });
  return { url: shareUrl(ctx, { tenantId: actor.tenantId, id, until }), expires_at: until.toISOString() };
}

function shareUrl(ctx: Context, link: { tenantId: Id<'workspace'>; id: Id<'voicemail'>; until: Date }): string {
  return `${ctx.publicUrl()}${sharePath}/${writeLinkToken('voicemail', link, ctx.keys.mac)}`;
}

export async function serveShared(ctx: Context, token: string, wire: Wire, format: Form['format']) {
  const link = found(readLinkToken('voicemail', token, ctx.clock.now(), ctx.keys.mac));
  const recording = await ctx.db.asTenant(link.tenantId, async (tx) => {
    const message = found(await messageById(tx, link.id));
    return readyRecording(tx, found(message.deletedAt === null ? message : undefined));
  });
  wire.reply.header('cache-control', 'private, no-store').header('referrer-policy', 'no-referrer');
  return serveRecording(ctx, recording, wire, { format, download: false });
}
