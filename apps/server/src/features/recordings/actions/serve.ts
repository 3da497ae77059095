import { Readable } from 'node:stream';
import { formatId, type Id } from '@offhook/kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readLinkToken, writeLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { type ReadyRecording, readRange } from '../recording.ts';
import * as store from '../store.ts';

export type RecordingForm = 'wav' | 'mp3';

const types: Record<RecordingForm, string> = { wav: 'audio/wav', mp3: 'audio/mpeg' };

/** Answers with the sound, or with the part of it that the request asks for. */
export async function serveRecording(
  ctx: Context,
  recording: ReadyRecording,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  { format, download }: { format: RecordingForm; download: boolean },
): Promise<FastifyReply> {
  const { key, bytes } =
    format === 'wav' ? { key: recording.storageKey, bytes: recording.bytes } : await mp3Of(ctx, recording);
  const name = `${formatId('call', recording.callId)}.${format}`;
  reply.type(types[format]).header('accept-ranges', 'bytes').header('cache-control', 'private, no-store');
  reply.header('content-disposition', `${download ? 'attachment' : 'inline'}; filename="${name}"`);
  const range = readRange(request.headers.range, bytes);
  if (range === null) return reply.code(416).header('content-range', `bytes */${bytes}`).send();
  const { start, end } = range ?? { start: 0, end: bytes - 1 };
  if (range) reply.code(206).header('content-range', `bytes ${start}-${end}/${bytes}`);
  return reply.header('content-length', end - start + 1).send(ctx.storage.open(key, { start, end }));
}

/** MP3 is made when somebody first asks for it, and kept. */
async function mp3Of(ctx: Context, recording: ReadyRecording): Promise<{ key: string; bytes: number }> {
  if (recording.mp3Key !== null && recording.mp3Bytes !== null) {
    return { key: recording.mp3Key, bytes: recording.mp3Bytes };
  }
  const key = `${recording.tenantId}/${recording.id}.mp3`;
  const encoded = ctx.audio.encodeMp3(ctx.storage.open(recording.storageKey));
  const { bytes } = await ctx.clock.during(ctx.storage.write(key, Readable.from(encoded)));
  const isKept = await ctx.db.asTenant(recording.tenantId, (tx) => store.setMp3(tx, recording.id, { key, bytes }));
  // Deleted meanwhile: its sound must not stay behind.
  if (!isKept) await ctx.storage.remove(key);
  return { key, bytes };
}

const linkLifeMs = 5 * 60_000;

/** An address of the sound that needs no sign-in; it ends by itself. */
export function recordingLink(
  ctx: Context,
  { tenantId, id }: { tenantId: Id<'workspace'>; id: Id<'recording'> },
): { url: string; expires_at: string } {
  const until = new Date(ctx.clock.nowMs() + linkLifeMs);
  const token = writeLinkToken('recording', { tenantId, id, until }, ctx.keys.mac);
  return { url: `${ctx.publicUrl()}${linkPath}/${token}`, expires_at: until.toISOString() };
}

/** The recording that a link names, while the link holds and there is something to hear. */
export async function linkedRecording(ctx: Context, token: string): Promise<ReadyRecording> {
  const link = found(readLinkToken('recording', token, ctx.clock.now(), ctx.keys.mac));
  const recording = found(await ctx.db.asTenant(link.tenantId, (tx) => store.recordingById(tx, link.id)));
  const { status, storageKey, bytes } = recording;
  return found(
    status === 'ready' && storageKey !== null && bytes !== null ? { ...recording, storageKey, bytes } : null,
  );
}

export const linkPath = '/api/voice/recordings';
