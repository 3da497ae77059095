import type { GreetingType, VoicemailGreeting } from '@offhook/contract';
import { boxHoursState, type GreetingSchedule, greetingNow } from '@offhook/flow';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { audioById, type MediaRow, releaseAudio, speechSeconds } from '#features/media';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import type { BoxNeighbours } from '../neighbours.ts';
import { boxById, boxesOf, defaultBox } from '../store/boxes.ts';
import * as store from '../store/greetings.ts';
import { sightOf } from '../voicemail.ts';
import { boxToChange } from './boxes.ts';
import { presentGreetings } from './present.ts';

export async function listGreetings(
  ctx: Context,
  actor: Actor,
  boxId: string | undefined,
): Promise<{ items: VoicemailGreeting[] }> {
  const wanted = boxId === undefined ? undefined : found(parseId('box', boxId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const boxes = await boxesOf(tx, sightOf(actor));
    const ids = boxes.map(({ id }) => id).filter((id) => wanted === undefined || id === wanted);
    return { items: await presentGreetings(tx, await store.greetingsOf(tx, ids), boxes) };
  });
}

interface GreetingWish {
  name?: string | undefined;
  type?: GreetingType | undefined;
  text_to_speech?: string | undefined;
  voice?: string | undefined;
  schedule?: GreetingSchedule | null | undefined;
  is_active?: boolean | undefined;
}

export async function changeGreeting(
  ctx: Context,
  actor: Actor,
  greetingId: string,
  wish: GreetingWish,
): Promise<VoicemailGreeting> {
  if (wish.schedule) mustBeTimeZone(wish.schedule.time_zone, 'schedule.time_zone');
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await greetingToChange(tx, actor, greetingId);
    const spoken = before.text !== null;
    const field = wish.text_to_speech === undefined ? 'voice' : 'text_to_speech';
    if (!spoken && (wish.text_to_speech ?? wish.voice) !== undefined) {
      throw new Refusal('request.invalid', { field, problem: 'This greeting is audio. Make another one to speak.' });
    }
    const text = wish.text_to_speech ?? before.text;
    const greeting: store.GreetingRow = {
      ...before,
      name: wish.name ?? before.name,
      type: wish.type ?? before.type,
      text,
      voice: wish.voice ?? before.voice,
      durationSeconds: text === null ? before.durationSeconds : speechSeconds(text),
      schedule: wish.schedule === undefined ? before.schedule : wish.schedule,
      isActive: wish.is_active ?? before.isActive,
    };
    await store.updateGreeting(tx, greeting);
    return presentOne(tx, greeting);
  });
}

/** A greeting of a box that the actor may change, the box locked; one that they do not see is as missing. */
async function greetingToChange(tx: Tx, actor: Actor, greetingId: string): Promise<store.GreetingRow> {
  const id = found(parseId('greeting', greetingId));
  const { boxId } = found(await store.greetingById(tx, id));
  await boxToChange(tx, actor, boxId);
  return found(await store.greetingById(tx, id));
}

export async function presentOne(tx: Tx, greeting: store.GreetingRow): Promise<VoicemailGreeting> {
  const boxes = await boxesOf(tx);
  const [shown] = await presentGreetings(tx, [greeting], boxes);
  return found(shown);
}

/** The one that was the default steps back; one that was switched off is on again. */
export async function makeDefault(
  ctx: Context,
  actor: Actor,
  greetingId: string,
  isDefault: boolean,
): Promise<VoicemailGreeting> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const before = await greetingToChange(tx, actor, greetingId);
    if (isDefault && !before.isDefault) await store.takeDefaultAway(tx, before.boxId);
    const greeting = { ...before, isDefault, isActive: before.isActive || isDefault };
    await store.updateGreeting(tx, greeting);
    await note(ctx, tx, actor, 'voicemail.default_greeting_changed', formatId('greeting', before.id), { isDefault });
    return presentOne(tx, greeting);
  });
}

export async function deleteGreeting(ctx: Context, actor: Actor, greetingId: string): Promise<void> {
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const { id, mediaId, name } = await greetingToChange(tx, actor, greetingId);
    await store.deleteGreeting(tx, id);
    if (mediaId) await releaseAudio(tx, mediaId);
    await note(ctx, tx, actor, 'voicemail.greeting_deleted', formatId('greeting', id), { name });
  });
}

export async function audioOfGreeting(ctx: Context, actor: Actor, greetingId: string): Promise<MediaRow> {
  const mediaId = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const greeting = found(await store.greetingById(tx, found(parseId('greeting', greetingId))));
    found(await boxById(tx, actor.tenantId, greeting.boxId, sightOf(actor)));
    return greeting.mediaId;
  });
  if (mediaId === null) throw new Refusal('voicemail.greeting_is_spoken');
  return found(await audioById(ctx, actor.tenantId, mediaId));
}

/** What a caller of a box would hear. */
export async function greetingPlaying(
  ctx: Context,
  actor: Actor,
  given: { boxId: string | undefined; at: Date },
  neighbours: BoxNeighbours,
) {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const id = formatId('box', await seenBox(tx, actor, given.boxId));
    const directory = await neighbours.directory(tx);
    const box = found(directory.boxes[id]);
    const { greeting, prompt, why } = greetingNow(box, given.at, directory);
    return {
      box_id: id,
      at: given.at.toISOString(),
      greeting_id: greeting?.id ?? null,
      greeting: greeting && { id: greeting.id, name: greeting.name, type: greeting.type },
      prompt,
      why,
      hours_state: boxHoursState(box, given.at, directory),
    };
  });
}

async function seenBox(tx: Tx, actor: Actor, boxId: string | undefined): Promise<Id<'box'>> {
  if (boxId === undefined) return (await defaultBox(tx, actor.tenantId)).id;
  return found(await boxById(tx, actor.tenantId, found(parseId('box', boxId)), sightOf(actor))).id;
}
