/**
 * Groups of things each of which leads to every other of its group, or to itself. Takes time in proportion to the things
 * and ways (R. Tarjan, Depth-first search and linear graph algorithms, 1972), and no call stack.
 *
 * @example
 * circlesAmong(['a', 'b', 'c'], (each) => ({ a: ['b'], b: ['a'], c: [] })[each] ?? []); // [['a', 'b']]
 */
export function circlesAmong<Thing>(things: Iterable<Thing>, leadsTo: (thing: Thing) => readonly Thing[]): Thing[][] {
  const seen = new Map<Thing, Visit<Thing>>();
  const open: Visit<Thing>[] = [];
  const circles: Thing[][] = [];
  const enter = (thing: Thing): Visit<Thing> => {
    const visit = { thing, order: seen.size, low: seen.size, isOpen: true, next: leadsTo(thing), at: 0 };
    seen.set(thing, visit);
    open.push(visit);
    return visit;
  };
  for (const thing of things) {
    if (seen.has(thing)) continue;
    const way = [enter(thing)];
    for (let visit = way.at(-1); visit; visit = way.at(-1)) {
      const { value: next, done } = following(visit);
      if (!done) {
        const known = seen.get(next);
        if (!known) way.push(enter(next));
        else if (known.isOpen) visit.low = Math.min(visit.low, known.order);
        continue;
      }
      way.pop();
      const before = way.at(-1);
      if (before) before.low = Math.min(before.low, visit.low);
      if (visit.low === visit.order) circles.push(...closed(visit, open));
    }
  }
  return circles;
}

interface Visit<Thing> {
  thing: Thing;
  order: number;
  low: number;
  isOpen: boolean;
  next: readonly Thing[];
  at: number;
}

function following<Thing>(visit: Visit<Thing>): { value: Thing; done: false } | { value?: undefined; done: true } {
  if (visit.at >= visit.next.length) return { done: true };
  // The list is as long as was just asked.
  const value = visit.next[visit.at] as Thing;
  visit.at += 1;
  return { value, done: false };
}

function closed<Thing>(first: Visit<Thing>, open: Visit<Thing>[]): Thing[][] {
  const members = open.splice(open.lastIndexOf(first));
  for (const member of members) member.isOpen = false;
  const things = members.map(({ thing }) => thing);
  return things.length > 1 || first.next.includes(first.thing) ? [things] : [];
}
