/** What people write on a call. */
export interface Work {
  notes: string | null;
  disposition: string | null;
  /** Sorted, each once. */
  tags: string[];
  metadata: Record<string, unknown>;
}

/** What shall be otherwise; what is undefined stays. */
export interface WorkWish {
  notes?: string | null | undefined;
  disposition?: string | null | undefined;
  tags?: string[] | undefined;
  addTags?: string[] | undefined;
  removeTags?: string[] | undefined;
  metadata?: Record<string, unknown> | undefined;
}

export const mostTags = 20;

export function workAfter(work: Work, wish: WorkWish): Work {
  const { notes = work.notes, disposition = work.disposition, metadata = work.metadata } = wish;
  const removed = new Set(wish.removeTags);
  const tags = [...(wish.tags ?? work.tags), ...(wish.addTags ?? [])].filter((tag) => !removed.has(tag));
  return { notes: notes || null, disposition: disposition || null, tags: [...new Set(tags)].sort(), metadata };
}

export type Changes = Record<string, { from: unknown; to: unknown }>;

/** What differs, by name; empty when nothing does. */
export function changesBetween(before: Work, after: Work): Changes {
  const names = ['notes', 'disposition', 'tags', 'metadata'] as const;
  const differs = names.filter((name) => inOneOrder(before[name]) !== inOneOrder(after[name]));
  return Object.fromEntries(differs.map((name) => [name, { from: before[name], to: after[name] }]));
}

// The database gives the names of an object back in an order of its own.
function inOneOrder(value: unknown): string {
  return JSON.stringify(value, (_name, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

/** The disposition as the list spells it, or undefined when it is not on the list. */
export function onList(given: string, list: readonly string[]): string | undefined {
  const plain = (text: string) => text.trim().toLowerCase();
  return list.find((known) => plain(known) === plain(given));
}

/** A wish of the called person that stands until a manager lifts it. */
export function asksNotToCall(disposition: string | null): boolean {
  return disposition !== null && /^(?:do[ -]?not[ -]?call|dnc)$/i.test(disposition.trim());
}
