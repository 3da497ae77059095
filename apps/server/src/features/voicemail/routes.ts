import * as contract from '@offhook/contract';
import { type AudioSource, mustBeginAsAudio } from '#features/media';
import { sendBytes } from '#runtime/http/byte-range';
import { type BoundRoute, on, type Wire } from '#runtime/http/routes';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { serveMessage, shareMessage } from './actions/audio.ts';
import { changeBox, createBox, listBoxes } from './actions/boxes.ts';
import { createGreeting } from './actions/create-greeting.ts';
import { deleteBox } from './actions/forget.ts';
import * as greetings from './actions/greetings.ts';
import * as messages from './actions/messages.ts';
import type { BoxNeighbours } from './neighbours.ts';

export const voicemailRoutes = (ctx: Context, neighbours: BoxNeighbours): BoundRoute[] => [
  ...messageRoutes(ctx),
  ...greetingRoutes(ctx, neighbours),
  on(contract.listBoxes, (actor) => listBoxes(ctx, actor)),
  on(contract.createBox, (actor, { body }) => createBox(ctx, actor, body, neighbours)),
  on(contract.changeBox, (actor, { params, body }) => changeBox(ctx, actor, params.box_id, body, neighbours)),
  on(contract.deleteBox, async (actor, { params }) => {
    await deleteBox(ctx, actor, params.box_id, neighbours);
    return undefined;
  }),
];

const messageRoutes = (ctx: Context): BoundRoute[] => [
  on(contract.listVoicemail, (actor, { query }) => messages.listMessages(ctx, actor, query)),
  on(contract.getVoicemail, (actor, { params }) => messages.getMessage(ctx, actor, params.voicemail_id)),
  on(contract.markVoicemailRead, (actor, { params, body }) =>
    messages.changeMessage(ctx, actor, params.voicemail_id, { is_read: body?.is_read ?? true }),
  ),
  on(contract.changeVoicemail, (actor, { params, body }) =>
    messages.changeMessage(ctx, actor, params.voicemail_id, body),
  ),
  on(contract.deleteVoicemail, async (actor, { params }) => {
    await messages.deleteMessage(ctx, actor, params.voicemail_id);
    return undefined;
  }),
  on(contract.restoreVoicemail, (actor, { params }) => messages.restoreMessage(ctx, actor, params.voicemail_id)),
  on(contract.getVoicemailAudio, (actor, { params, query }, wire) =>
    serveMessage(ctx, actor, params.voicemail_id, wire, query),
  ),
  on(contract.shareVoicemail, (actor, { params, body }) =>
    shareMessage(ctx, actor, params.voicemail_id, body?.expires_in_seconds ?? contract.usualShareSeconds),
  ),
];

const greetingRoutes = (ctx: Context, neighbours: BoxNeighbours): BoundRoute[] => [
  on(contract.listGreetings, (actor, { query }) => greetings.listGreetings(ctx, actor, query.box_id)),
  on(contract.greetingPlayingNow, (actor, { query: { box_id, at } }) =>
    greetings.greetingPlaying(
      ctx,
      actor,
      { boxId: box_id, at: at === undefined ? ctx.clock.now() : new Date(at) },
      neighbours,
    ),
  ),
  on(
    contract.createGreeting,
    (actor, { body: { audio_url, ...wish } }, wire) => createGreeting(ctx, actor, wish, audioOf(wire, audio_url)),
    mustBeginAsAudio(ctx),
  ),
  on(contract.changeGreeting, (actor, { params, body }) =>
    greetings.changeGreeting(ctx, actor, params.greeting_id, body),
  ),
  on(contract.makeGreetingDefault, (actor, { params, body }) =>
    greetings.makeDefault(ctx, actor, params.greeting_id, body?.is_default ?? true),
  ),
  on(contract.deleteGreeting, async (actor, { params }) => {
    await greetings.deleteGreeting(ctx, actor, params.greeting_id);
    return undefined;
  }),
  on(contract.getGreetingAudio, async (actor, { params }, { request, reply }) => {
    const { bytes: size, sha256, storageKey } = await greetings.audioOfGreeting(ctx, actor, params.greeting_id);
    reply.header('content-disposition', `inline; filename="${params.greeting_id}.wav"`);
    const open = (range: { start: number; end: number }) => ctx.storage.open(storageKey, range);
    return sendBytes(request, reply, { type: 'audio/wav', size, sha256, open });
  }),
];

function audioOf({ upload }: Wire, url: string | undefined): AudioSource | undefined {
  if (upload && url !== undefined) throw new Refusal('voicemail.one_content');
  if (upload) return { file: upload, name: upload.fileName };
  return url === undefined ? undefined : { url };
}
