import type { Id } from '@offhook/kit';
import { digitsOfSearch } from '#features/contacts';
import type { Tx } from '#runtime/database/database';

/** What the text of a search means. */
export type CallSearch =
  | {
      kind: 'digits';
      digits: string;
      /** The same backwards, when there are enough for the index. */
      ending: string | undefined;
      part: 'anywhere' | 'ending' | 'elsewhere';
    }
  | { kind: 'contacts'; ids: Id<'contact'>[] }
  | { kind: 'name'; pattern: string };

/** So many contacts are followed each by its own index entries; with more, calls are looked at one by one. */
const fewContacts = 20;
const digitsForIndex = 4;

/** Part of a number in any format, or of a contact's name. */
export async function readSearch(tx: Tx, text: string): Promise<CallSearch> {
  const backwards = digitsOfSearch(text);
  if (backwards) {
    const ending = backwards.length >= digitsForIndex ? backwards : undefined;
    return { kind: 'digits', digits: [...backwards].reverse().join(''), ending, part: 'anywhere' };
  }
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const named = await tx
    .selectFrom('contacts')
    .select('id')
    .where('name', 'ilike', pattern)
    .limit(fewContacts + 1)
    .execute();
  return named.length > fewContacts ? { kind: 'name', pattern } : { kind: 'contacts', ids: named.map(({ id }) => id) };
}
