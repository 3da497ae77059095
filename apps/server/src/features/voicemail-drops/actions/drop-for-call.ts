import { type Id, parseId } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import { type DropRow, dropToUse } from '../store.ts';

export interface DropForCall {
  id: Id<'drop'>;
  name: string;
  seconds: number;
  content: { kind: 'audio'; mediaId: Id<'media'> } | { kind: 'speech'; text: string; voice: string };
}

/** What a call leaves on a machine. Until the transaction that places it ends, the drop cannot be deleted. */
export async function dropForCall(tx: Tx, dropId: string): Promise<DropForCall> {
  const drop = found(await dropToUse(tx, found(parseId('drop', dropId))));
  const { id, name, durationSeconds: seconds } = drop;
  return { id, name, seconds, content: contentOf(drop) };
}

// The table's check lets a drop have either.
function contentOf({ mediaId, text, voice }: DropRow): DropForCall['content'] {
  return mediaId === null ? { kind: 'speech', text: text ?? '', voice: voice ?? '' } : { kind: 'audio', mediaId };
}
