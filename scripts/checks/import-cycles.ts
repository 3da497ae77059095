import type { Import } from './import-graph.ts';

/** Each group of names that reach each other, as one list; names that reach nobody back are left out. */
export function findCycles(edges: { from: string; to: string }[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    if (from === to) continue;
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const groups: string[][] = [];
  const grouped = new Set<string>();
  for (const name of next.keys()) {
    if (grouped.has(name)) continue;
    const group = [...reachable(name, next)].filter((other) => reachable(other, next).has(name));
    for (const member of group) grouped.add(member);
    if (group.length > 1) groups.push(group.toSorted());
  }
  return groups;
}

function reachable(start: string, next: Map<string, Set<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const other of next.get(name) ?? []) {
      if (seen.has(other)) continue;
      seen.add(other);
      open.push(other);
    }
  }
  return seen;
}

/** Two features may depend on each other without any cycle of files, so features are looked at as wholes, types included. */
export function featureEdges(imports: Import[]): { from: string; to: string }[] {
  const featureOf = (path: string) => /^apps\/server\/src\/features\/([^/]+)\//.exec(path)?.[1];
  return imports.flatMap(({ from, to }) => {
    const [one, other] = [featureOf(from), featureOf(to)];
    return one && other && !from.endsWith('.test.ts') ? [{ from: one, to: other }] : [];
  });
}
