/** A call that wants money set aside: how much for how long. */
export interface Wanting<Key> {
  key: Key;
  timeLimitSeconds: number;
  needFor: (seconds: number) => number;
}

export interface Grant<Key> {
  key: Key;
  micros: number;
  timeLimitSeconds: number;
}

/**
 * Gives money to calls in their order: for the whole time that each may last or, where it does not reach, for as many
 * whole minutes as it pays. A call that cannot be paid for a minute gets nothing.
 */
export function shareOut<Key>(available: number, calls: readonly Wanting<Key>[]): Grant<Key>[] {
  let left = available;
  return calls.flatMap(({ key, timeLimitSeconds, needFor }) => {
    const seconds = longestFor(left, timeLimitSeconds, needFor);
    if (seconds === 0) return [];
    const micros = needFor(seconds);
    left -= micros;
    return [{ key, micros, timeLimitSeconds: seconds }];
  });
}

function longestFor(available: number, limit: number, needFor: (seconds: number) => number): number {
  if (needFor(limit) <= available) return limit;
  let least = 0;
  let most = Math.ceil(limit / 60) - 1;
  while (least < most) {
    const minutes = Math.ceil((least + most) / 2);
    if (needFor(minutes * 60) <= available) least = minutes;
    else most = minutes - 1;
  }
  return least * 60;
}
