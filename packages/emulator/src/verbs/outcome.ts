import { type Document, resolveUrl, type Source } from '../document.ts';
import type { Exchange } from '../exchange.ts';
import type { Line } from '../line.ts';

/** Where a verb is executed. */
export interface Stage {
  exchange: Exchange;
  line: Line;
  document: Document;
  /** Where in its document the verb stands: [2, 0] is the first thing inside the third verb. */
  path: readonly number[];
}

/** What comes after a verb: the next one, another document, or the end. */
export type Outcome = { next: 'next-verb' } | { next: 'document'; source: Source } | { next: 'hang-up' };

export const nextVerb: Outcome = { next: 'next-verb' };

/** Goes on with the action of a verb; without one, with the current document again. */
export function goTo(
  { document }: Stage,
  action: string | undefined,
  method: 'GET' | 'POST' | undefined,
  extra: Record<string, string>,
): Outcome {
  const url = resolveUrl(document, action ?? '');
  return { next: 'document', source: { url, method: method ?? 'POST', extra } };
}
