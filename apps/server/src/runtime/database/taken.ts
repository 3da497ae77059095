import type { Refusal } from '../refusal.ts';

/** Does the work; where it breaks this unique index it is refused. Two at once cannot both win: the index decides. */
export async function unlessTaken<T>(index: string, refusal: Refusal, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    // 23505: https://www.postgresql.org/docs/18/errcodes-appendix.html (read 2026-11-21).
    const isTaken = error instanceof Error && 'code' in error && error.code === '23505';
    throw isTaken && 'constraint' in error && error.constraint === index ? refusal : error;
  }
}
