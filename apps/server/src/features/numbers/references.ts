import type { Directory, ForwardingRule, NumberRoute } from '@offhook/flow/shapes';

/** What calls to a number lead to. */
export interface Leading {
  route: NumberRoute;
  forwarding: readonly ForwardingRule[];
  /** As ids stand in JSON. */
  boxId: string | null;
}

interface Led {
  field: string;
  id: string;
  known: Readonly<Record<string, { name: string }>>;
  what: string;
}

/** What the route leads to, where that is a thing of the workspace. */
function ledBy(route: NumberRoute, { flows, people, groups, boxes }: Directory): Led | undefined {
  switch (route.kind) {
    case 'flow':
      return { field: 'route.flow_id', id: route.flow_id, known: flows, what: 'call flow' };
    case 'person':
      return { field: 'route.person_id', id: route.person_id, known: people, what: 'person' };
    case 'group':
      return { field: 'route.group_id', id: route.group_id, known: groups, what: 'group' };
    case 'box':
      return { field: 'route.box_id', id: route.box_id, known: boxes, what: 'voicemail box' };
    default:
      return undefined;
  }
}

/** What the route or the voicemail of a number names that is not of this workspace. */
export function leadingProblem(
  { route, boxId }: Pick<Leading, 'route' | 'boxId'>,
  directory: Directory,
): { field: string; problem: string } | undefined {
  const led = ledBy(route, directory);
  if (led && !Object.hasOwn(led.known, led.id)) {
    return { field: led.field, problem: `There is no such ${led.what} here.` };
  }
  if (boxId === null || Object.hasOwn(directory.boxes, boxId)) return undefined;
  return { field: 'box_id', problem: 'There is no such voicemail box here.' };
}

const before: Partial<Record<NumberRoute['kind'], string>> = { flow: 'Flow: ', group: 'Group: ', box: 'Voicemail: ' };

/** Where calls go, for people. */
export function routeSentence(route: NumberRoute, directory: Directory): string {
  if (route.kind === 'none') return 'Nothing';
  if (route.kind === 'number') return route.number;
  const led = ledBy(route, directory);
  const name = led && Object.hasOwn(led.known, led.id) ? led.known[led.id]?.name : undefined;
  return `${before[route.kind] ?? ''}${name ?? 'gone'}`;
}
