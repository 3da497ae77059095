const enoughSeconds = 3;
const enoughShare = 0.6;
// The browser tells the position about four times a second; a bigger step, or one back, is a jump.
const longestStep = 2;

/** Whether so much of a message was played that it counts as read. */
export function isHeard(playedSeconds: number, durationSeconds: number): boolean {
  return playedSeconds >= Math.min(enoughSeconds, durationSeconds * enoughShare);
}

/** The seconds played so far, once the position has gone from one place to another; a jump plays nothing. */
export function playedAfter(playedSeconds: number, from: number, to: number): number {
  const step = to - from;
  return step > 0 && step <= longestStep ? playedSeconds + step : playedSeconds;
}

/** Where the list goes on when a message leaves it: the next one, else the one before. */
export function neighbourOf(ids: readonly string[], id: string): string | undefined {
  const at = ids.indexOf(id);
  return at < 0 ? undefined : (ids[at + 1] ?? ids[at - 1]);
}
