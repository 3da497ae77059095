import type { Directory, DirectoryGreeting } from '@offhook/flow';
import { formatId, parseId } from '@offhook/kit';
import { settingOf } from '#features/settings';
import type { Tx } from '#runtime/database/database';
import { boxesOf, countsOfBoxes } from '../store/boxes.ts';
import { type GreetingRow, greetingsOf } from '../store/greetings.ts';
import { fallbackGreeting } from '../voicemail.ts';

/** What flows know of the boxes of a workspace. With voicemail switched off no box takes a message. Not for the system. */
export async function boxesForDirectory(tx: Tx): Promise<Pick<Directory, 'boxes' | 'default_box_id'>> {
  const boxes = await boxesOf(tx);
  const greetings = await greetingsOf(
    tx,
    boxes.map(({ id }) => id),
  );
  const counts = await countsOfBoxes(tx);
  const isOn = await settingOf(tx, 'enable_voicemail');
  const words = await settingOf(tx, 'default_voicemail_greeting');
  const entries = boxes.map((box) => {
    const active = greetings.filter(({ boxId, isActive }) => boxId === box.id && isActive);
    const part: Directory['boxes'][string] = {
      name: box.name,
      greetings: active.map(directoryGreeting),
      fallback_greeting: fallbackGreeting(words, box.name),
      hours_id: box.hoursId && formatId('hours', box.hoursId),
      is_off: !isOn,
      is_full: !isOn || (counts.get(box.id)?.messages ?? 0) >= box.maxMessages,
      max_seconds: box.maxMessageSeconds,
    };
    return [formatId('box', box.id), part] as const;
  });
  const main = boxes.find(({ isDefault }) => isDefault);
  return { boxes: Object.fromEntries(entries), default_box_id: main && isOn ? formatId('box', main.id) : null };
}

function directoryGreeting(greeting: GreetingRow): DirectoryGreeting {
  const { mediaId, text, voice } = greeting;
  return {
    id: formatId('greeting', greeting.id),
    name: greeting.name,
    type: greeting.type,
    prompt: mediaId ? { media_id: formatId('media', mediaId) } : { message: text ?? '', ...(voice && { voice }) },
    schedule: greeting.schedule,
    is_default: greeting.isDefault,
  };
}

/** The boxes of people, by person; ids as they look in JSON. */
export async function boxesOfPeople(tx: Tx): Promise<Record<string, string>> {
  const own = (await boxesOf(tx)).filter(({ ownerKind }) => ownerKind === 'person');
  return Object.fromEntries(own.map(({ id, ownerId }) => [formatId('person', ownerId ?? ''), formatId('box', id)]));
}

/** Whether a box of this workspace has this id. */
export async function boxExists(tx: Tx, boxId: string): Promise<boolean> {
  const wanted = parseId('box', boxId);
  return (await boxesOf(tx)).some(({ id }) => id === wanted);
}
