import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Id } from '@offhook/kit';
import type { AudioProblem } from '#providers/audio';
import type { Tx } from '#runtime/database/database';
import { mayLeadInside, openOutside } from '#runtime/outside-fetch';
import { Refusal } from '#runtime/refusal';
import { sideBySide } from '#runtime/side-by-side';
import { CutShort, inArrivalTime, type Spooled, spool } from '#runtime/spool';
import type { Context } from '../../context.ts';
import * as store from './store.ts';

/** Audio that somebody sent, or where it lies. The caller closes what was sent. */
export type AudioSource = { file: Pick<Spooled, 'bytes' | 'read' | 'close'>; name: string } | { url: string };

export interface AudioLimits {
  maxBytes: number;
  maxSeconds: number;
}

export type TakenAudio = Pick<store.MediaRow, 'id' | 'durationSeconds' | 'bytes' | 'peaks'>;

/** Enough for a waveform in a list. */
const peakSteps = 300;

/**
 * Makes telephone audio of whatever was sent and writes it to our storage. It is nobody's until `keepAudio` is called, and
 * removed when that never happens.
 */
export async function takeAudio(
  ctx: Context,
  tenantId: Id<'workspace'>,
  source: AudioSource,
  limits: AudioLimits,
): Promise<TakenAudio> {
  const bytes = 'url' in source ? await download(ctx, source.url, limits) : await source.file.read();
  const made = await ctx.audio.toTelephone(bytes, limits);
  if ('problem' in made) throw refusalOf(made.problem, limits);
  const id = ctx.ids.next('media');
  const media: store.MediaRow = {
    id,
    tenantId,
    storageKey: `${tenantId}/media/${id}.wav`,
    sha256: createHash('sha256').update(made.wav).digest('hex'),
    bytes: made.wav.length,
    durationSeconds: made.durationSeconds,
    peaks: fewer(made.peaks, peakSteps),
    sourceName: nameOf(source).slice(0, 255),
    createdAt: ctx.clock.now(),
  };
  await ctx.db.asTenant(tenantId, (tx) => store.insertWriting(tx, media));
  await ctx.clock.during(ctx.storage.write(media.storageKey, made.wav));
  return media;
}

// What stands before the host and behind the path may be secret.
function nameOf(source: AudioSource): string {
  if (!('url' in source)) return source.name;
  const { host, pathname } = new URL(source.url);
  return host + pathname;
}

/** In the transaction that gives the audio its place. */
export async function keepAudio(tx: Tx, { id }: TakenAudio): Promise<void> {
  if (!(await store.markReady(tx, id))) throw new Error(`The audio ${id} was removed before it was kept.`);
}

/** In the transaction that takes its place away; `sweepAudio` then removes it. */
export async function releaseAudio(tx: Tx, id: Id<'media'>): Promise<void> {
  await store.markUnwanted(tx, id);
}

/** Nothing that takes this long is still being written. */
const unfinishedMs = 3_600_000;

const removedAtOnce = 4;

/**
 * Removes files that nobody wants, then their rows. Running it twice, or on two nodes, changes nothing. One that cannot be
 * removed keeps no other from being so.
 */
export async function sweepAudio(ctx: Context): Promise<void> {
  const before = new Date(ctx.clock.nowMs() - unfinishedMs);
  await ctx.db.asSystem((tx) => store.giveUpUnfinished(tx, before));
  const pageAfter = (id?: Id<'media'>) => ctx.db.asSystem((tx) => store.unwantedMedia(tx, id));
  for (let page = await pageAfter(); page.length > 0; page = await pageAfter(page.at(-1)?.id)) {
    await sideBySide(page, removedAtOnce, async (gone) => {
      await remove(ctx, gone).catch((error: unknown) =>
        ctx.log.error({ err: error, media: gone.id }, 'audio that nobody wants could not be removed'),
      );
    });
  }
}

async function remove(ctx: Context, gone: store.Gone): Promise<void> {
  await ctx.storage.remove(gone.storageKey);
  await ctx.db.asSystem((tx) => store.deleteUnwanted(tx, gone));
}

export async function audioById(
  ctx: Context,
  tenantId: Id<'workspace'>,
  id: Id<'media'>,
): Promise<store.MediaRow | undefined> {
  const [media] = await ctx.db.asTenant(tenantId, (tx) => store.readyMedia(tx, [id]));
  return media;
}

/** Throws as soon as the first bytes of a file cannot be audio. */
export function mustBeginAsAudio(ctx: Context): (head: Uint8Array) => void {
  return (head) => {
    const sniffed = ctx.audio.sniff(head);
    if ('problem' in sniffed) throw refusalOf(sniffed.problem, { maxBytes: 0, maxSeconds: 0 });
  };
}

async function download(ctx: Context, url: string, { maxBytes }: AudioLimits): Promise<Uint8Array> {
  const opened = await openOutside(url, { inside: mayLeadInside(ctx.config), http: !ctx.config.production });
  if ('problem' in opened) throw new Refusal('media.unreachable', { field: 'audio_url', problem: opened.problem });
  const { content, statedBytes } = opened;
  if (statedBytes > maxBytes) {
    content.destroy();
    throw new Refusal('media.too_large', { field: 'audio_url', limit_bytes: maxBytes });
  }
  const folder = join(ctx.config.dataDir, 'uploads');
  const spooling = spool(content, { folder, maxBytes, checkHead: mustBeginAsAudio(ctx) });
  try {
    const file = await inArrivalTime(ctx.clock, spooling, () => content.destroy());
    return await file.read().finally(() => file.close());
  } catch (error) {
    if (!(error instanceof CutShort)) throw error;
    const problem = 'The address stopped before the end of the file.';
    throw new Refusal('media.unreachable', { field: 'audio_url', problem });
  }
}

function refusalOf({ kind, sentence }: AudioProblem, { maxBytes, maxSeconds }: AudioLimits): Refusal {
  if (kind === 'too-large') return new Refusal('media.too_large', { field: 'audio', limit_bytes: maxBytes });
  if (kind === 'too-long') return new Refusal('media.too_long', { field: 'audio', limit_seconds: maxSeconds });
  const code = kind === 'unavailable' ? 'media.unavailable' : 'media.not_audio';
  return new Refusal(code, { field: 'audio', problem: sentence });
}

function fewer(peaks: readonly number[], steps: number): number[] {
  const count = Math.min(steps, peaks.length);
  return Array.from({ length: count }, (_none, step) => {
    const start = Math.floor((step * peaks.length) / count);
    return Math.max(...peaks.slice(start, Math.floor(((step + 1) * peaks.length) / count)));
  });
}
