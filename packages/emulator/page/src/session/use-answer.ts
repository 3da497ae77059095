import { useEffect, useRef, useState } from 'preact/hooks';
import { sentenceOf } from './api.ts';

export interface Asked<Answer> {
  answer?: Answer;
  problem?: string;
}

/**
 * Asks when `why` changes, one question at a time: what changes while one is under way is asked about once, afterwards. The
 * answer of before stays until the next one is there.
 */
export function useAnswer<Answer>(ask: () => Promise<Answer>, why: readonly unknown[]): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({});
  const latest = useRef(ask);
  latest.current = ask;
  const state = useRef({ isAsking: false, isStale: false, isGone: false });
  useEffect(() => {
    const now = state.current;
    now.isGone = false;
    return () => {
      now.isGone = true;
    };
  }, []);
  useEffect(() => {
    state.current.isStale = true;
    if (!state.current.isAsking) void askAll();
  }, why);
  const askAll = async () => {
    const now = state.current;
    now.isAsking = true;
    while (now.isStale && !now.isGone) {
      now.isStale = false;
      const result = await latest.current().then(
        (answer): Asked<Answer> => ({ answer }),
        (error: unknown): Asked<Answer> => ({ problem: sentenceOf(error) }),
      );
      if (!now.isGone) setAsked((before) => ({ answer: before.answer, ...result }));
    }
    now.isAsking = false;
  };
  return asked;
}
