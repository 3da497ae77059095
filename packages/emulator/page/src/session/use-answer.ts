import { useEffect, useState } from 'preact/hooks';
import { sentenceOf } from './api.ts';

export interface Asked<Answer> {
  answer?: Answer;
  problem?: string;
}

/** Asks when `why` changes. The answer of before stays until the next one is there; one that comes late is dropped. */
export function useAnswer<Answer>(ask: () => Promise<Answer>, why: readonly unknown[]): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({});
  useEffect(() => {
    let isWanted = true;
    ask().then(
      (answer) => isWanted && setAsked({ answer }),
      (error: unknown) => isWanted && setAsked((before) => ({ ...before, problem: sentenceOf(error) })),
    );
    return () => {
      isWanted = false;
    };
  }, why);
  return asked;
}
