import * as contract from '@offhook/contract';
import { mustBeginAsAudio } from '#features/media';
import { sendBytes } from '#runtime/http/byte-range';
import { type BoundRoute, on, type Wire } from '#runtime/http/routes';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { audioOfDrop, createDrop, deleteDrop, getDrop, listDrops, renameDrop } from './actions/drops.ts';

export const dropRoutes = (ctx: Context): BoundRoute[] => [
  on(
    contract.createVoicemailDrop,
    (actor, { body: { name, text, voice, audio_url } }, wire) =>
      createDrop(ctx, actor, { name, text, voice, audio: audioOf(wire, audio_url) }),
    mustBeginAsAudio(ctx),
  ),
  on(contract.listVoicemailDrops, (actor, { query }) => listDrops(ctx, actor, query)),
  on(contract.getVoicemailDrop, (actor, { params }) => getDrop(ctx, actor, params.drop_id)),
  on(contract.changeVoicemailDrop, (actor, { params, body }) => renameDrop(ctx, actor, params.drop_id, body.name)),
  on(contract.deleteVoicemailDrop, async (actor, { params }) => {
    await deleteDrop(ctx, actor, params.drop_id);
    return undefined;
  }),
  on(contract.getDropAudio, async (actor, { params }, { request, reply }) => {
    const { bytes: size, sha256, storageKey } = await audioOfDrop(ctx, actor, params.drop_id);
    reply.header('content-disposition', `inline; filename="${params.drop_id}.wav"`);
    const open = (range: { start: number; end: number }) => ctx.storage.open(storageKey, range);
    return sendBytes(request, reply, { type: 'audio/wav', size, sha256, open });
  }),
];

function audioOf({ upload }: Wire, url: string | undefined) {
  if (upload && url !== undefined) throw new Refusal('voicemail_drops.one_content');
  if (upload) return { file: upload, name: upload.fileName };
  return url === undefined ? undefined : { url };
}
