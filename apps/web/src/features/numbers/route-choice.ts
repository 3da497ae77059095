import type { Directory, NumberRoute } from '@offhook/flow/shapes';

export type PickableKind = Exclude<NumberRoute['kind'], 'none' | 'number'>;

export const routeKinds: readonly { kind: NumberRoute['kind']; words: string }[] = [
  { kind: 'none', words: 'Nothing yet' },
  { kind: 'flow', words: 'A call flow' },
  { kind: 'person', words: 'A person' },
  { kind: 'group', words: 'A group' },
  { kind: 'box', words: 'Voicemail' },
  { kind: 'number', words: 'Another number' },
];

/** What of that kind there is, by name. */
export function choicesOf(kind: PickableKind, directory: Directory): { id: string; name: string }[] {
  const all = { flow: directory.flows, person: directory.people, group: directory.groups, box: directory.boxes }[kind];
  return Object.entries(all)
    .map(([id, { name }]) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

/** The route of a kind to one thing; an empty id is refused when it is sent. */
export function routeOf(kind: NumberRoute['kind'], target: string): NumberRoute {
  switch (kind) {
    case 'flow':
      return { kind, flow_id: target };
    case 'person':
      return { kind, person_id: target };
    case 'group':
      return { kind, group_id: target };
    case 'box':
      return { kind, box_id: target };
    case 'number':
      return { kind, number: target };
    default:
      return { kind: 'none' };
  }
}

export function targetOf(route: NumberRoute): string {
  if (route.kind === 'none') return '';
  const [, target = ''] = Object.entries(route).find(([name]) => name !== 'kind') ?? [];
  return target;
}
