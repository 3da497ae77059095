/** Instants of things with a number, without gaps and in no order, so that they can be handed out as they are. */
export interface DenseList {
  readonly instants: readonly number[];
  add(thing: number, instant: number): void;
  /** Returns its instant. */
  remove(thing: number): number;
}

export function denseList(): DenseList {
  const instants: number[] = [];
  const things: number[] = [];
  const places: number[] = [];
  return {
    instants,
    add: (thing, instant) => {
      places[thing] = instants.length;
      instants.push(instant);
      things.push(thing);
    },
    remove: (thing) => {
      const place = places[thing] ?? 0;
      const instant = instants[place] ?? 0;
      const lastInstant = instants.pop() ?? 0;
      const lastThing = things.pop() ?? 0;
      if (lastThing === thing) return instant;
      instants[place] = lastInstant;
      things[place] = lastThing;
      places[lastThing] = place;
      return instant;
    },
  };
}
