import { createVoicemailDrop as createRoute, type VoicemailDrop } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import {
  type AudioSource,
  audioById,
  keepAudio,
  type MediaRow,
  readyMedia,
  releaseAudio,
  speechSeconds,
  sweepAudio,
  type TakenAudio,
  takeAudio,
} from '#features/media';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import * as store from '../store.ts';

interface DropWish {
  name: string;
  text?: string | undefined;
  voice?: string | undefined;
  /** The file that was sent, or where it lies. */
  audio: AudioSource | undefined;
}

export const dropLimits = { maxBytes: createRoute.uploads.maxBytes, maxSeconds: 600 };
const defaultVoice = 'alice';

export async function createDrop(ctx: Context, actor: Actor, wish: DropWish): Promise<VoicemailDrop> {
  const { audio, text } = wish;
  if ((audio === undefined) === (text === undefined)) throw new Refusal('voicemail_drops.one_content');
  if (wish.voice !== undefined && text === undefined) {
    throw new Refusal('request.invalid', { field: 'voice', problem: 'is for text; a file has its own' });
  }
  const isTaken = await ctx.db.asTenant(actor.tenantId, (tx) => store.isNameTaken(tx, wish.name));
  if (isTaken) throw nameTaken(wish.name);
  const taken = audio && (await takeAudio(ctx, actor.tenantId, audio, dropLimits));
  const drop: store.DropRow = {
    id: ctx.ids.next('drop'),
    name: wish.name,
    text: text ?? null,
    voice: text === undefined ? null : (wish.voice ?? defaultVoice),
    mediaId: taken?.id ?? null,
    durationSeconds: taken?.durationSeconds ?? speechSeconds(text ?? ''),
    createdAt: ctx.clock.now(),
  };
  try {
    await ctx.db.asTenant(actor.tenantId, (tx) => insert(ctx, tx, actor, { drop, taken }));
  } catch (error) {
    if (taken) await forget(ctx, actor, taken);
    throw error;
  }
  return dropView(drop, taken, { live: 0, all: 0 });
}

async function insert(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  { drop, taken }: { drop: store.DropRow; taken: TakenAudio | undefined },
): Promise<void> {
  if (taken) await keepAudio(tx, taken);
  await unlessTaken('voicemail_drops_name', nameTaken(drop.name), store.insertDrop(tx, actor.tenantId, drop));
  await note(ctx, tx, actor, 'voicemail_drops.created', formatId('drop', drop.id));
}

/** Audio that found no place. What cannot be removed now the sweep removes later. */
async function forget(ctx: Context, actor: Actor, taken: TakenAudio): Promise<void> {
  await ctx.db
    .asTenant(actor.tenantId, (tx) => releaseAudio(tx, taken.id))
    .then(
      () => removeNow(ctx),
      (err: unknown) => ctx.log.warn({ err, media: taken.id }, 'audio without a place is left to the sweep'),
    );
}

async function removeNow(ctx: Context): Promise<void> {
  await sweepAudio(ctx).catch((err: unknown) => ctx.log.warn({ err }, 'audio could not be removed yet'));
}

export async function listDrops(
  ctx: Context,
  actor: Actor,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: VoicemailDrop[]; next_cursor: string | null }> {
  const after = readCursor('drop', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const rows = await store.listDrops(tx, after, query.limit + 1);
    return cursorAfter('drop', await present(tx, rows), query.limit);
  });
}

export async function getDrop(ctx: Context, actor: Actor, dropId: string): Promise<VoicemailDrop> {
  const id = found(parseId('drop', dropId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => presentOne(tx, found(await store.dropById(tx, id))));
}

export async function renameDrop(ctx: Context, actor: Actor, dropId: string, name: string): Promise<VoicemailDrop> {
  const id = found(parseId('drop', dropId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const drop = found(await store.dropById(tx, id));
    await unlessTaken('voicemail_drops_name', nameTaken(name), store.renameDrop(tx, id, name));
    return presentOne(tx, { ...drop, name });
  });
}

/** A call that is being placed holds the drop until it stands in the table: none can begin to use it meanwhile. */
export async function deleteDrop(ctx: Context, actor: Actor, dropId: string): Promise<void> {
  const id = found(parseId('drop', dropId));
  const { mediaId } = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const drop = found(await store.lockDrop(tx, id));
    const calls = (await store.usesOf(tx, [id])).get(id)?.live ?? 0;
    if (calls > 0) throw new Refusal('voicemail_drops.in_use', { calls });
    await store.deleteDrop(tx, id);
    if (drop.mediaId) await releaseAudio(tx, drop.mediaId);
    await note(ctx, tx, actor, 'voicemail_drops.deleted', formatId('drop', id));
    return drop;
  });
  if (mediaId) await removeNow(ctx);
}

export async function audioOfDrop(ctx: Context, actor: Actor, dropId: string): Promise<MediaRow> {
  const id = found(parseId('drop', dropId));
  const { mediaId } = found(await ctx.db.asTenant(actor.tenantId, (tx) => store.dropById(tx, id)));
  if (mediaId === null) throw new Refusal('voicemail_drops.no_audio');
  return found(await audioById(ctx, actor.tenantId, mediaId));
}

const nameTaken = (name: string) => new Refusal('voicemail_drops.name_taken', { field: 'name', name });

async function presentOne(tx: Tx, drop: store.DropRow): Promise<VoicemailDrop> {
  return found((await present(tx, [drop]))[0]);
}

async function present(tx: Tx, drops: readonly store.DropRow[]): Promise<VoicemailDrop[]> {
  const uses = await store.usesOf(
    tx,
    drops.map((drop) => drop.id),
  );
  const media = await readyMedia(
    tx,
    drops.flatMap((drop) => drop.mediaId ?? []),
  );
  const audio = new Map<string | null, MediaRow>(media.map((row) => [row.id, row]));
  return drops.map((drop) => dropView(drop, audio.get(drop.mediaId), uses.get(drop.id) ?? { live: 0, all: 0 }));
}

function dropView(drop: store.DropRow, audio: TakenAudio | undefined, uses: store.Uses): VoicemailDrop {
  const id = formatId('drop', drop.id);
  return {
    id,
    name: drop.name,
    kind: drop.mediaId === null ? 'speech' : 'audio',
    text: drop.text,
    voice: drop.voice,
    audio_url: drop.mediaId === null ? null : `/api/voice/voicemail-drops/${id}/audio`,
    duration_seconds: drop.durationSeconds,
    peaks: audio?.peaks ?? null,
    bytes: audio?.bytes ?? null,
    in_use: uses.live,
    used_by_calls: uses.all,
    created_at: drop.createdAt.toISOString(),
  };
}
