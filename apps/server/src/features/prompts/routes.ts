import * as contract from '@offhook/contract';
import { mustBeginAsAudio } from '#features/media';
import { sendBytes } from '#runtime/http/byte-range';
import { type BoundRoute, on } from '#runtime/http/routes';
import type { Context } from '../../context.ts';
import { audioOfPrompt, createPrompt, deletePrompt, listPrompts, renamePrompt, type UsedBy } from './actions.ts';

export const promptRoutes = (ctx: Context, usedBy: UsedBy): BoundRoute[] => [
  on(contract.listPrompts, async (actor) => ({ items: await listPrompts(ctx, actor, usedBy) })),
  on(
    contract.createPrompt,
    (actor, { body }, { upload }) => createPrompt(ctx, actor, { name: body.name, audio: upload }),
    mustBeginAsAudio(ctx),
  ),
  on(contract.changePrompt, (actor, { params, body }) =>
    renamePrompt(ctx, actor, { promptId: params.prompt_id, name: body.name, usedBy }),
  ),
  on(contract.deletePrompt, async (actor, { params }) => {
    await deletePrompt(ctx, actor, params.prompt_id, usedBy);
    return undefined;
  }),
  on(contract.getPromptAudio, async (actor, { params }, { request, reply }) => {
    const { bytes: size, sha256, storageKey } = await audioOfPrompt(ctx, actor, params.prompt_id);
    reply.header('content-disposition', `inline; filename="${params.prompt_id}.wav"`);
    const open = (range: { start: number; end: number }) => ctx.storage.open(storageKey, range);
    return sendBytes(request, reply, { type: 'audio/wav', size, sha256, open });
  }),
];
