import { type Directory, type FlowGraph, type ForwardTarget, type NumberRoute, ruleThatActs } from '@offhook/flow';

/** What answers a number: a published version, or a small flow of its own that its route and its rules make. */
export interface WayIn {
  version: string;
  /** Null: it is a published version. */
  graph: FlowGraph | null;
}

interface Around {
  at: Date;
  caller: string;
  directory: Directory;
}

/** Of what such a flow is made; it travels in the session's version, so that a call finishes as it began. */
interface Parts {
  route: NumberRoute;
  noAnswer?: { to: ForwardTarget; afterSeconds: number | undefined };
  busy?: ForwardTarget;
  boxId: string | null;
}

const routePrefix = 'route:';

/** The way in that a call takes now: a rule of the number that forwards everything, or else its route. */
export function wayIn(called: string, around: Around, { flowsAnswer }: { flowsAnswer: boolean }): WayIn {
  const { directory } = around;
  const number = directory.numbers[called];
  const acts = (when: 'always' | 'no-answer' | 'busy') => ruleThatActs(when, { number: called }, [], around);
  const route: NumberRoute = acts('always')?.to ?? number?.route ?? { kind: 'none' };
  const boxId = boxOf(called, route, directory);
  if (route.kind === 'flow') {
    const version = flowsAnswer ? directory.flows[route.flow_id]?.live_version_id : undefined;
    return version ? { version, graph: null } : made({ route: messageOnly(boxId), boxId });
  }
  const noAnswer = acts('no-answer');
  const busy = acts('busy');
  return made({
    route,
    boxId,
    ...(noAnswer && { noAnswer: { to: noAnswer.to, afterSeconds: noAnswer.after_seconds } }),
    ...(busy && { busy: busy.to }),
  });
}

/** What takes over when a flow cannot go on: words and a box, never a dead line. */
export function emergency(called: string, directory: Directory): WayIn {
  const boxId = directory.numbers[called]?.box_id ?? directory.default_box_id;
  return made({ route: messageOnly(boxId), boxId });
}

/** The graph of a version that `wayIn` made; undefined for one that was published. */
export function graphOfRoute(version: string): FlowGraph | undefined {
  // What stands there we wrote ourselves, and the session is sealed.
  return version.startsWith(routePrefix) ? graph(JSON.parse(version.slice(routePrefix.length)) as Parts) : undefined;
}

function boxOf(called: string, route: NumberRoute, directory: Directory): string | null {
  const ofPerson = route.kind === 'person' ? directory.people[route.person_id]?.box_id : null;
  return directory.numbers[called]?.box_id ?? ofPerson ?? directory.default_box_id;
}

function messageOnly(boxId: string | null): NumberRoute {
  return boxId === null ? { kind: 'none' } : { kind: 'box', box_id: boxId };
}

function made(parts: Parts): WayIn {
  return { version: routePrefix + JSON.stringify(parts), graph: graph(parts) };
}

const nobody = 'Thank you for calling. Nobody can take your call on this number. Goodbye.';
const outsideRingSeconds = 45;

function graph({ route, noAnswer, busy, boxId }: Parts): FlowGraph {
  const first = nodeFor('first', route, noAnswer?.afterSeconds);
  const nodes = [{ id: 'start', type: 'start', data: {} }, first];
  const edges = [{ id: 'in', source: 'start', target: first.id }];
  const goesTo = (source: string, label: string, node: FlowGraph['nodes'][number]) => {
    if (!nodes.some(({ id }) => id === node.id)) nodes.push(node);
    edges.push(Object.assign({ id: `${source}-${label}`, source, target: node.id }, { label }));
  };
  const atLast = nodeFor('box', messageOnly(boxId));
  if (!ends(first.type)) {
    const second = noAnswer ? nodeFor('no-answer', noAnswer.to) : atLast;
    goesTo('first', 'no-answer', second);
    if (busy) goesTo('first', 'busy', nodeFor('busy', busy));
    for (const { id, type } of nodes.slice(2)) if (!ends(type)) goesTo(id, 'no-answer', atLast);
  }
  return { nodes, edges };
}

const ends = (type: string) => type === 'voicemail' || type === 'hangup';

function nodeFor(id: string, to: NumberRoute, ringSeconds?: number): FlowGraph['nodes'][number] {
  const ring = ringSeconds === undefined ? {} : { ring_seconds: ringSeconds };
  switch (to.kind) {
    case 'person':
      return { id, type: 'dial', data: { targets: [{ person_id: to.person_id }], ...ring } };
    case 'group':
      return { id, type: 'dial', data: { targets: [{ group_id: to.group_id }], ...ring } };
    case 'number': {
      const data = { screen: false, caller_id: 'called', ring_seconds: ringSeconds ?? outsideRingSeconds };
      return { id, type: 'dial', data: { ...data, targets: [{ number: to.number }] } };
    }
    case 'box':
      return { id, type: 'voicemail', data: { box_id: to.box_id } };
    default:
      return { id, type: 'hangup', data: { message: nobody } };
  }
}
