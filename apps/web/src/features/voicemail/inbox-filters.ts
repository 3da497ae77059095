import type { VoicemailQuery } from './queries.ts';

/** The filters of the inbox and the message that is open, as they stand in the address. */
export interface InboxFilters {
  box?: string;
  unread?: 'yes';
  view?: 'archived' | 'deleted';
  /** Id of a person, `me` or `nobody`. */
  assigned?: string;
  q?: string;
  /** The message that is open. */
  m?: string;
}

/** The filters out of an address that anybody may have typed: what makes no sense is left out. */
export function readInboxFilters(search: Record<string, unknown>): InboxFilters {
  const { unread, view } = search;
  const box = idText(search.box, 'box');
  const assigned = search.assigned === 'me' || search.assigned === 'nobody' ? search.assigned : undefined;
  const person = idText(search.assigned, 'person');
  const q = typeof search.q === 'string' ? search.q.trim().slice(0, 100) : '';
  const m = idText(search.m, 'voicemail');
  return {
    ...(box && { box }),
    ...(unread === 'yes' && { unread }),
    ...((view === 'archived' || view === 'deleted') && { view }),
    ...((assigned ?? person) && { assigned: assigned ?? person }),
    ...(q && { q }),
    ...(m && { m }),
  };
}

export function toVoicemailQuery(filters: InboxFilters): VoicemailQuery {
  return {
    ...(filters.box && { box_id: filters.box }),
    ...(filters.unread && { is_read: 'false' }),
    ...(filters.view === 'archived' && { archived: 'true' }),
    ...(filters.view === 'deleted' && { deleted: 'true' }),
    ...(filters.assigned && { assigned_to: filters.assigned }),
    ...(filters.q && { q: filters.q }),
    limit: 50,
  };
}

/** Whether an empty list means that nothing matches, and not that nothing has come yet. */
export function isFiltered({ m: _open, ...filters }: InboxFilters): boolean {
  return Object.keys(filters).length > 0;
}

/** Without the message that is open, which another list may not hold. */
export function withoutMessage({ m: _open, ...filters }: InboxFilters): InboxFilters {
  return filters;
}

function idText(value: unknown, kind: string): string | undefined {
  return typeof value === 'string' && value.length <= 60 && value.startsWith(`${kind}_`) ? value : undefined;
}
