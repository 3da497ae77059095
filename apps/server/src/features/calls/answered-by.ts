import type { AnsweredByClass } from '@offhook/contract';

/** The four words for what answering machine detection says; the raw value is kept beside it. */
export function answeredByClass(raw: string | null): AnsweredByClass | null {
  if (raw === null) return null;
  if (raw.startsWith('machine')) return 'machine';
  return raw === 'human' || raw === 'fax' ? raw : 'unknown';
}
