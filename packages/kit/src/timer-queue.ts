/** What is due when: a heap of moments in typed arrays, each entry cancellable by its ticket. */
export interface TimerQueue {
  readonly size: number;
  /** When the next entry is due, or undefined when there is none. */
  nextDueMs(): number | undefined;
  add(dueMs: number, run: () => void): number;
  /** Cancelling what has run or was cancelled does nothing. */
  cancel(ticket: number): void;
  /** Takes out the entry that is due first; of those due at once the one that was added first. */
  take(): () => void;
}

const slots = 2 ** 24;

/**
 * Times are milliseconds of whatever clock the caller means. A ticket is its slot and, above it, the turn of that slot, so
 * that an old ticket cannot cancel a newer entry.
 *
 * @example
 * const queue = makeTimerQueue();
 * queue.add(10, () => undefined);
 * queue.nextDueMs(); // 10
 */
export function makeTimerQueue(): TimerQueue {
  let capacity = 256;
  let due = new Float64Array(capacity);
  let order = new Float64Array(capacity);
  let turns = new Float64Array(capacity);
  let places = new Int32Array(capacity).fill(-1);
  let heap = new Int32Array(capacity);
  let runs: ((() => void) | undefined)[] = [];
  let free: number[] = [];
  let size = 0;
  let used = 0;
  let added = 0;

  const grow = () => {
    capacity *= 2;
    const wider = <Numbers extends Float64Array | Int32Array>(old: Numbers, next: Numbers): Numbers => {
      next.set(old);
      return next;
    };
    due = wider(due, new Float64Array(capacity));
    order = wider(order, new Float64Array(capacity));
    turns = wider(turns, new Float64Array(capacity));
    places = wider(places, new Int32Array(capacity).fill(-1));
    heap = wider(heap, new Int32Array(capacity));
  };

  const isBefore = (a: number, b: number) => {
    const difference = at(due, a) - at(due, b);
    return difference < 0 || (difference === 0 && at(order, a) < at(order, b));
  };
  const put = (slot: number, place: number) => {
    heap[place] = slot;
    places[slot] = place;
  };

  const rise = (slot: number, from: number) => {
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 2;
      const above = at(heap, parent);
      if (!isBefore(slot, above)) break;
      put(above, place);
      place = parent;
    }
    put(slot, place);
  };

  const sink = (slot: number, from: number) => {
    let place = from;
    for (;;) {
      const first = place * 4 + 1;
      if (first >= size) break;
      let least = first;
      for (let child = first + 1; child < Math.min(first + 4, size); child += 1) {
        if (isBefore(at(heap, child), at(heap, least))) least = child;
      }
      const below = at(heap, least);
      if (!isBefore(below, slot)) break;
      put(below, place);
      place = least;
    }
    put(slot, place);
  };

  const release = (slot: number): (() => void) | undefined => {
    const place = at(places, slot);
    const run = runs[slot];
    runs[slot] = undefined;
    places[slot] = -1;
    turns[slot] = at(turns, slot) + 1;
    free.push(slot);
    size -= 1;
    const last = at(heap, size);
    if (last !== slot) {
      rise(last, place);
      sink(last, at(places, last));
    }
    if (size === 0) {
      // What a busy day has widened is given back when the last timer is gone; tickets stay unique by their turns.
      runs = [];
      free = [];
      used = 0;
    }
    return run;
  };

  return {
    get size() {
      return size;
    },
    nextDueMs: () => (size === 0 ? undefined : at(due, at(heap, 0))),
    add: (dueMs, run) => {
      const slot = free.pop() ?? used++;
      if (slot >= capacity) grow();
      due[slot] = dueMs;
      order[slot] = added++;
      runs[slot] = run;
      size += 1;
      rise(slot, size - 1);
      return at(turns, slot) * slots + slot;
    },
    cancel: (ticket) => {
      const slot = ticket % slots;
      if (at(places, slot) >= 0 && at(turns, slot) === Math.floor(ticket / slots)) release(slot);
    },
    take: () => release(at(heap, 0)) ?? (() => undefined),
  };
}

// Every index here is below the capacity; the compiler cannot know.
function at(numbers: Float64Array | Int32Array, index: number): number {
  return numbers[index] ?? 0;
}
