import { createPrompt as createRoute, type FlowPrompt } from '@offhook/contract';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import {
  audioById,
  keepAudio,
  type MediaRow,
  readyMedia,
  releaseAudio,
  sweepAudio,
  type TakenAudio,
  takeAudio,
} from '#features/media';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { found, Refusal } from '#runtime/refusal';
import type { Spooled } from '#runtime/spool';
import type { Context } from '../../context.ts';
import * as store from './store.ts';

/** Names of the flows that play each of some prompts, by its id as it stands in JSON. */
export type UsedBy = (tx: Tx, promptIds: readonly string[]) => Promise<ReadonlyMap<string, string[]>>;

const limits = { maxBytes: createRoute.uploads.maxBytes, maxSeconds: 600 };
const nameTaken = (name: string) => new Refusal('prompts.name_taken', { field: 'name', name });

export async function createPrompt(
  ctx: Context,
  actor: Actor,
  { name, audio }: { name: string; audio: (Spooled & { fileName: string }) | undefined },
): Promise<FlowPrompt> {
  if (!audio) throw new Refusal('prompts.no_file', { field: 'audio' });
  const isTaken = await ctx.db.asTenant(actor.tenantId, (tx) => store.isNameTaken(tx, name));
  if (isTaken) throw nameTaken(name);
  const taken = await takeAudio(ctx, actor.tenantId, { file: audio, name: audio.fileName }, limits);
  const prompt = { mediaId: taken.id, name, createdAt: ctx.clock.now() };
  try {
    await ctx.db.asTenant(actor.tenantId, async (tx) => {
      await keepAudio(tx, taken);
      await unlessTaken('flow_prompts_name', nameTaken(name), store.insertPrompt(tx, actor.tenantId, prompt));
      await note(ctx, tx, actor, 'prompts.created', formatId('media', taken.id));
    });
  } catch (error) {
    await forget(ctx, actor, taken.id);
    throw error;
  }
  return promptView(prompt, taken, []);
}

/** Audio that found no place. What cannot be removed now the sweep removes later. */
async function forget(ctx: Context, actor: Actor, mediaId: Id<'media'>): Promise<void> {
  await ctx.db
    .asTenant(actor.tenantId, (tx) => releaseAudio(tx, mediaId))
    .then(
      () => removeNow(ctx),
      (err: unknown) => ctx.log.warn({ err, media: mediaId }, 'audio without a place is left to the sweep'),
    );
}

async function removeNow(ctx: Context): Promise<void> {
  await sweepAudio(ctx).catch((err: unknown) => ctx.log.warn({ err }, 'audio could not be removed yet'));
}

export async function listPrompts(ctx: Context, actor: Actor, usedBy: UsedBy): Promise<FlowPrompt[]> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => present(tx, await store.allPrompts(tx), usedBy));
}

export async function renamePrompt(
  ctx: Context,
  actor: Actor,
  { promptId, name, usedBy }: { promptId: string; name: string; usedBy: UsedBy },
): Promise<FlowPrompt> {
  const id = found(parseId('media', promptId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const prompt = found(await store.promptById(tx, id));
    await unlessTaken('flow_prompts_name', nameTaken(name), store.renamePrompt(tx, id, name));
    return found((await present(tx, [{ ...prompt, name }], usedBy))[0]);
  });
}

/** A flow that is being published holds its prompts until its version stands in the table. */
export async function deletePrompt(ctx: Context, actor: Actor, promptId: string, usedBy: UsedBy): Promise<void> {
  const id = found(parseId('media', promptId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    found(await store.lockPrompt(tx, id));
    const shown = formatId('media', id);
    const users = (await usedBy(tx, [shown])).get(shown) ?? [];
    if (users.length > 0) throw new Refusal('prompts.in_use', { used_by: users.join(', '), flows: users });
    await store.deletePrompt(tx, id);
    await releaseAudio(tx, id);
    await note(ctx, tx, actor, 'prompts.deleted', shown);
  });
  await removeNow(ctx);
}

export async function audioOfPrompt(ctx: Context, actor: Actor, promptId: string): Promise<MediaRow> {
  const id = found(parseId('media', promptId));
  found(await ctx.db.asTenant(actor.tenantId, (tx) => store.promptById(tx, id)));
  return found(await audioById(ctx, actor.tenantId, id));
}

async function present(tx: Tx, prompts: readonly store.PromptRow[], usedBy: UsedBy): Promise<FlowPrompt[]> {
  const ids = prompts.map(({ mediaId }) => mediaId);
  const media = new Map((await readyMedia(tx, ids)).map((row) => [row.id, row]));
  const users = await usedBy(
    tx,
    ids.map((id) => formatId('media', id)),
  );
  return prompts.flatMap((prompt) => {
    const audio = media.get(prompt.mediaId);
    return audio ? [promptView(prompt, audio, users.get(formatId('media', prompt.mediaId)) ?? [])] : [];
  });
}

function promptView(prompt: store.PromptRow, audio: TakenAudio, usedBy: string[]): FlowPrompt {
  const id = formatId('media', prompt.mediaId);
  return {
    id,
    name: prompt.name,
    duration_seconds: audio.durationSeconds,
    peaks: audio.peaks,
    bytes: audio.bytes,
    audio_url: `/api/prompts/${id}/audio`,
    used_by: usedBy,
    created_at: prompt.createdAt.toISOString(),
  };
}
