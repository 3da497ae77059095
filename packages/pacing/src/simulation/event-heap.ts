/** Whole numbers by the time at which they are due, soonest first, and by their order where that is equal. */
export interface EventHeap {
  add(at: number, event: number): void;
  /** When the soonest is due; infinite if there is none. */
  readonly nextAt: number;
  take(): number;
}

export function eventHeap(capacity: number): EventHeap {
  let times = new Float64Array(capacity);
  let orders = new Float64Array(capacity);
  let events = new Int32Array(capacity);
  let size = 0;
  let added = 0;

  const before = (one: number, other: number) => {
    const difference = at(times, one) - at(times, other);
    return difference < 0 || (difference === 0 && at(orders, one) < at(orders, other));
  };
  const swap = (one: number, other: number) => {
    for (const numbers of [times, orders, events]) {
      const kept = at(numbers, one);
      numbers[one] = at(numbers, other);
      numbers[other] = kept;
    }
  };
  const grow = () => {
    const wider = <Numbers extends Float64Array | Int32Array>(into: Numbers, from: Numbers) => {
      into.set(from);
      return into;
    };
    times = wider(new Float64Array(2 * size), times);
    orders = wider(new Float64Array(2 * size), orders);
    events = wider(new Int32Array(2 * size), events);
  };

  return {
    get nextAt() {
      return size === 0 ? Number.POSITIVE_INFINITY : at(times, 0);
    },
    add: (time, event) => {
      if (size === times.length) grow();
      times[size] = time;
      orders[size] = added++;
      events[size] = event;
      for (let place = size++; place > 0; ) {
        const parent = (place - 1) >> 1;
        if (!before(place, parent)) return;
        swap(place, parent);
        place = parent;
      }
    },
    take: () => {
      const event = at(events, 0);
      size -= 1;
      swap(0, size);
      for (let place = 0; ; ) {
        let least = 2 * place + 1;
        if (least >= size) return event;
        if (least + 1 < size && before(least + 1, least)) least += 1;
        if (!before(least, place)) return event;
        swap(place, least);
        place = least;
      }
    },
  };
}

// Every index here is below the size; the compiler cannot know.
function at(numbers: Float64Array | Int32Array, index: number): number {
  return numbers[index] ?? 0;
}
