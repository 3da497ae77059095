import { type CallDrop, isFinal } from '@offhook/contract';
import type { CallFacts } from './call.ts';

/** What became of a voicemail drop, from what the carrier asked for and when. */
export function dropOutcome(
  facts: Pick<CallFacts, 'status' | 'endedAt' | 'dropStartedAt' | 'dropFinishedAt'>,
): CallDrop['outcome'] {
  if (facts.dropFinishedAt) return 'complete';
  if (!isFinal(facts.status)) return facts.dropStartedAt ? 'playing' : 'waiting';
  return facts.dropStartedAt ? 'truncated' : 'not-left';
}

/** How long it was heard: from the carrier's fetching of it to the end of the playing or of the call. */
export function playedSeconds(
  facts: Pick<CallFacts, 'endedAt' | 'dropStartedAt' | 'dropFinishedAt'>,
  expectedSeconds: number,
): number | null {
  const end = facts.dropFinishedAt ?? facts.endedAt;
  if (!facts.dropStartedAt || !end) return null;
  const seconds = Math.max(0, (end.getTime() - facts.dropStartedAt.getTime()) / 1000);
  return Math.round(Math.min(seconds, facts.dropFinishedAt ? seconds : expectedSeconds) * 10) / 10;
}
