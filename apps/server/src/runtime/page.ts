import { formatId, type Id, type IdKind, parseId } from '@offhook/kit';
import { Refusal } from './refusal.ts';

/** A keyset cursor is the id of the last item that was shown. */
export function readCursor<Kind extends IdKind>(kind: Kind, cursor: string | undefined): Id<Kind> | undefined {
  if (cursor === undefined) return undefined;
  const id = parseId(kind, cursor);
  if (!id) throw new Refusal('request.bad_cursor');
  return id;
}

/** A page out of `limit + 1` items: the one too many tells that there is more. */
export function cursorAfter<Item extends { id: string }>(
  kind: IdKind,
  items: Item[],
  limit: number,
): { items: Item[]; next_cursor: string | null } {
  const shown = items.slice(0, limit);
  const last = shown.at(-1);
  const more = items.length > limit && last !== undefined;
  return { items: shown, next_cursor: more ? formatId(kind, last.id.replace(`${kind}_`, '')) : null };
}
