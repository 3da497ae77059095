import type { ContactFilter } from '@offhook/contract';

/** Whom a change of many is for: some by their ids, or all that a filter means. */
export type Chosen = { contact_ids: string[] } | { filter: Omit<ContactFilter, 'has_number'> };

const mostIds = 1000;

/** The same in requests that each name no more ids than the server takes. */
export function chosenInParts(chosen: Chosen): Chosen[] {
  if (!('contact_ids' in chosen)) return [chosen];
  const { contact_ids: ids } = chosen;
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) => ({
    contact_ids: ids.slice(part * mostIds, (part + 1) * mostIds),
  }));
}
