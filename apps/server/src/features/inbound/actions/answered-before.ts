import type { Clock } from '@offhook/kit';

/** A carrier repeats a request that it got no answer to within seconds. */
const keptMs = 300_000;
const mostKept = 5000;

/** Decides once for each key: who asks again gets the same answer, and other systems are not asked anew. */
export function rememberAnswers<Answer>(clock: Clock) {
  const kept = new Map<string, { answer: Promise<Answer>; atMs: number }>();
  return (key: string, decide: () => Promise<Answer>): Promise<Answer> => {
    const known = kept.get(key);
    if (known && clock.nowMs() - known.atMs < keptMs) return known.answer;
    const answer = decide();
    kept.delete(key);
    kept.set(key, { answer, atMs: clock.nowMs() });
    answer.catch(() => kept.delete(key));
    for (const [oldest, { atMs }] of kept) {
      if (kept.size <= mostKept && clock.nowMs() - atMs < keptMs) break;
      kept.delete(oldest);
    }
    return answer;
  };
}
