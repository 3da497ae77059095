import { createGreeting as createRoute, type GreetingType, type VoicemailGreeting } from '@offhook/contract';
import type { GreetingSchedule } from '@offhook/flow';
import { formatId, type Id, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import { type AudioSource, keepAudio, releaseAudio, speechSeconds, type TakenAudio, takeAudio } from '#features/media';
import { namesOfPeople } from '#features/people';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import { type BoxRow, boxById, boxOfOwner, defaultBox } from '../store/boxes.ts';
import * as store from '../store/greetings.ts';
import { mayChangeBox, sightOf } from '../voicemail.ts';
import { boxOfPerson, boxToChange, notYours, personIn } from './boxes.ts';
import { presentOne } from './greetings.ts';

const limits = { maxBytes: createRoute.uploads.maxBytes, maxSeconds: 300 };
const defaultVoice = 'Polly.Joanna';

interface GreetingWish {
  box_id?: string | undefined;
  user_id?: string | undefined;
  phone_number_id?: string | undefined;
  name: string;
  type: GreetingType;
  text_to_speech?: string | undefined;
  voice?: string | undefined;
  schedule?: GreetingSchedule | undefined;
  is_active: boolean;
  is_default?: boolean | undefined;
}

export async function createGreeting(
  ctx: Context,
  actor: Actor,
  wish: GreetingWish,
  audio: AudioSource | undefined,
): Promise<VoicemailGreeting> {
  const { text_to_speech: text, voice, schedule } = wish;
  if ((audio === undefined) === (text === undefined)) throw new Refusal('voicemail.one_content');
  if (voice !== undefined && text === undefined) {
    throw new Refusal('request.invalid', { field: 'voice', problem: 'is for text; a file has its own' });
  }
  if (schedule) mustBeTimeZone(schedule.time_zone, 'schedule.time_zone');
  const boxId = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const box = await boxFor(ctx, tx, actor, wish);
    if (!mayChangeBox(actor, box)) throw notYours();
    await isDefaultIn(tx, box, wish);
    return box.id;
  });
  const taken = audio && (await takeAudio(ctx, actor.tenantId, audio, limits));
  return keep(ctx, actor, { wish, boxId, taken }).catch(async (error: unknown) => {
    // The sweep of media removes it.
    if (taken) await ctx.db.asTenant(actor.tenantId, (tx) => releaseAudio(tx, taken.id));
    throw error;
  });
}

function keep(
  ctx: Context,
  actor: Actor,
  { wish, boxId, taken }: { wish: GreetingWish; boxId: Id<'box'>; taken: TakenAudio | undefined },
): Promise<VoicemailGreeting> {
  const { text_to_speech: text = null } = wish;
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const box = await boxToChange(tx, actor, boxId);
    const greeting: store.GreetingRow = {
      id: ctx.ids.next('greeting'),
      tenantId: actor.tenantId,
      boxId,
      name: wish.name,
      type: wish.type,
      mediaId: taken?.id ?? null,
      text,
      voice: text === null ? null : (wish.voice ?? defaultVoice),
      durationSeconds: taken?.durationSeconds ?? speechSeconds(text ?? ''),
      schedule: wish.schedule ?? null,
      isActive: wish.is_active,
      isDefault: await isDefaultIn(tx, box, wish),
      createdAt: ctx.clock.now(),
    };
    if (taken) await keepAudio(tx, taken);
    await store.insertGreeting(tx, greeting);
    await note(ctx, tx, actor, 'voicemail.greeting_created', formatId('greeting', greeting.id));
    return presentOne(tx, greeting);
  });
}

/** The first greeting for any time is what callers hear from now on, or it would never be heard. */
async function isDefaultIn(tx: Tx, box: BoxRow, { is_default, type, schedule, is_active }: GreetingWish) {
  const known = (await store.greetingsOf(tx, [box.id])).find(({ isDefault }) => isDefault);
  if (is_default && known) throw new Refusal('voicemail.default_taken', { field: 'is_default', name: known.name });
  const isForAnyTime = (type === 'personal' || type === 'business') && schedule === undefined && is_active;
  return is_default ?? (known === undefined && isForAnyTime);
}

async function boxFor(ctx: Context, tx: Tx, actor: Actor, wish: GreetingWish): Promise<BoxRow> {
  const { box_id: box, user_id: user, phone_number_id: number } = wish;
  const { tenantId } = actor;
  if ([box, user, number].filter((id) => id !== undefined).length > 1) {
    throw new Refusal('request.invalid', {
      field: 'box_id',
      problem: 'Send only one of box_id, user_id and phone_number_id.',
    });
  }
  if (box !== undefined) return found(await boxById(tx, tenantId, found(parseId('box', box)), sightOf(actor)));
  if (user !== undefined) {
    const id = await personIn(tx, tenantId, user, 'user_id');
    if (!mayChangeBox(actor, { ownerKind: 'person', ownerId: id })) throw notYours();
    return boxOfPerson(ctx, tx, tenantId, { id, name: (await namesOfPeople(tx, [id])).get(id) ?? '' });
  }
  if (number === undefined) return defaultBox(tx, tenantId);
  const id = parseId('number', number);
  const own = id && (await boxOfOwner(tx, 'number', id));
  if (!own) throw new Refusal('voicemail.unknown_reference', { field: 'phone_number_id' });
  return own;
}
