import { Readable } from 'node:stream';
import { formatId, type Id } from '@offhook/kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendBytes } from '#runtime/http/byte-range';
import { readLinkToken, writeLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { mp3Key, type ReadyRecording } from '../recording.ts';
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
  const { key, size, sha256 } = format === 'wav' ? wavOf(recording) : await mp3Of(ctx, recording);
  const name = `${formatId('call', recording.callId)}.${format}`;
  reply.header('content-disposition', `${download ? 'attachment' : 'inline'}; filename="${name}"`);
  const open = (range: { start: number; end: number }) => ctx.storage.open(key, range);
  return sendBytes(request, reply, { type: types[format], size, sha256, open });
}

interface Form {
  key: string;
  size: number;
  /** Names this very content. */
  sha256: string;
}

function wavOf({ storageKey, bytes, sha256, id }: ReadyRecording): Form {
  return { key: storageKey, size: bytes, sha256: sha256 ?? id };
}

/** MP3 is made when somebody first asks for it, and kept. */
async function mp3Of(ctx: Context, recording: ReadyRecording): Promise<Form> {
  if (recording.mp3Key !== null && recording.mp3Bytes !== null) {
    return { key: recording.mp3Key, size: recording.mp3Bytes, sha256: `${recording.id}.mp3` };
  }
  const key = mp3Key(recording);
  const encoded = ctx.audio.encodeMp3(ctx.storage.open(recording.storageKey));
  const { bytes } = await ctx.clock.during(ctx.storage.write(key, Readable.from(encoded)));
  const isKept = await ctx.db.asTenant(recording.tenantId, (tx) => store.setMp3(tx, recording.id, { key, bytes }));
  // Deleted meanwhile: its sound must not stay behind.
  if (!isKept) await ctx.storage.remove(key);
  return { key, size: bytes, sha256: `${recording.id}.mp3` };
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

/** The recording that a link names, while the link holds, there is something to hear and no message on it is deleted. */
export async function linkedRecording(ctx: Context, token: string): Promise<ReadyRecording> {
  const link = found(readLinkToken('recording', token, ctx.clock.now(), ctx.keys.mac));
  const recording = await ctx.db.asTenant(link.tenantId, async (tx) => {
    const recording = found(await store.recordingById(tx, link.id));
    return found((await store.holdsDeletedMessage(tx, recording)) ? null : recording);
  });
  const { status, storageKey, bytes } = recording;
  return found(
    status === 'ready' && storageKey !== null && bytes !== null ? { ...recording, storageKey, bytes } : null,
  );
}

export const linkPath = '/api/voice/recordings';
