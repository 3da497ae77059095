import type { GreetingType } from '@offhook/contract';
import type { GreetingSchedule } from '@offhook/flow';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

export interface GreetingRow {
  id: Id<'greeting'>;
  tenantId: Id<'workspace'>;
  boxId: Id<'box'>;
  name: string;
  type: GreetingType;
  /** Media, or text and voice. */
  mediaId: Id<'media'> | null;
  text: string | null;
  voice: string | null;
  durationSeconds: number;
  schedule: GreetingSchedule | null;
  isActive: boolean;
  isDefault: boolean;
  createdAt: Date;
}

const columns = [
  'id',
  'tenant_id as tenantId',
  'box_id as boxId',
  'name',
  'type',
  'media_id as mediaId',
  'text_to_speech as text',
  'voice',
  'duration_seconds as durationSeconds',
  'schedule',
  'is_active as isActive',
  'is_default as isDefault',
  'created_at as createdAt',
] as const;

/** Of some boxes, oldest first. */
export async function greetingsOf(tx: Tx, boxIds: readonly Id<'box'>[]): Promise<GreetingRow[]> {
  if (boxIds.length === 0) return [];
  return tx.selectFrom('voicemail_greetings').select(columns).where('box_id', 'in', boxIds).orderBy('id').execute();
}

export async function greetingById(tx: Tx, id: Id<'greeting'>): Promise<GreetingRow | undefined> {
  return tx.selectFrom('voicemail_greetings').select(columns).where('id', '=', id).executeTakeFirst();
}

export async function insertGreeting(tx: Tx, greeting: GreetingRow): Promise<void> {
  await tx
    .insertInto('voicemail_greetings')
    .values({
      tenant_id: greeting.tenantId,
      id: greeting.id,
      box_id: greeting.boxId,
      media_id: greeting.mediaId,
      created_at: greeting.createdAt,
      ...changeable(greeting),
    })
    .execute();
}

export async function updateGreeting(tx: Tx, greeting: GreetingRow): Promise<void> {
  await tx.updateTable('voicemail_greetings').set(changeable(greeting)).where('id', '=', greeting.id).execute();
}

function changeable(greeting: GreetingRow) {
  return {
    name: greeting.name,
    type: greeting.type,
    text_to_speech: greeting.text,
    voice: greeting.voice,
    duration_seconds: greeting.durationSeconds,
    schedule: greeting.schedule && JSON.stringify(greeting.schedule),
    is_active: greeting.isActive,
    is_default: greeting.isDefault,
  };
}

/** The default of a box steps back. */
export async function takeDefaultAway(tx: Tx, boxId: Id<'box'>): Promise<void> {
  await tx
    .updateTable('voicemail_greetings')
    .set({ is_default: false })
    .where('box_id', '=', boxId)
    .where('is_default', '=', true)
    .execute();
}

export async function deleteGreeting(tx: Tx, id: Id<'greeting'>): Promise<void> {
  await tx.deleteFrom('voicemail_greetings').where('id', '=', id).execute();
}
