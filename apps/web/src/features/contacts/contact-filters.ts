import type { ContactFilter } from '@offhook/contract';

/** The filters of the list, as the address holds them. */
export interface ContactFilters {
  q?: string;
  tag?: string;
  country?: string;
  import?: string;
}

export function readContactFilters(search: Record<string, unknown>): ContactFilters {
  const text = (value: unknown) => (typeof value === 'string' ? value.trim().slice(0, 100) : '');
  const [q, tag, country, made] = [search.q, search.tag, search.country, search.import].map(text);
  return {
    ...(q && { q }),
    ...(tag && { tag: tag.slice(0, 60) }),
    ...(country && /^[A-Z]{2}$/.test(country) && { country }),
    ...(made?.startsWith('import_') && { import: made }),
  };
}

/** What the server is asked for. */
export function filterOf({ q, tag, country, import: made }: ContactFilters): Omit<ContactFilter, 'has_number'> {
  return {
    ...(q && { search: q }),
    ...(tag && { tag }),
    ...(country && { country }),
    ...(made && { import_id: made }),
  };
}

/** `1 contact`, `1,234 contacts`. */
export function contactsInWords(count: number): string {
  return count === 1 ? '1 contact' : `${count.toLocaleString('en-US')} contacts`;
}
