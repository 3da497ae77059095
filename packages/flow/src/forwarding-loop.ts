import { drawingOf, type Place } from './check/drawing.ts';
import { ledToBy } from './check/number-loops.ts';
import type { Directory, ForwardingRule, ForwardTarget, NumberRoute } from './directory-shapes.ts';
import type { Called } from './forwarding.ts';
import type { FlowGraph } from './graph.ts';
import { kinds } from './kinds.ts';

/** Whoever calls pass through. */
export type Party = Called | { group_id: string } | { flow_id: string };

/** The workspace in which a circle is looked for. */
export interface LoopAround {
  /** As it would be, such as with the new members of a group or the new route of a number. */
  directory: Directory;
  /** What is live of a flow; without it flows lead nowhere. */
  liveGraphOf?: (flowId: string) => FlowGraph | undefined;
}

/**
 * The circle that calls to somebody could go round in, by names, first and last the same; or null. Every rule counts,
 * whatever its hours and callers: those are edited by others and at other times than the rule.
 *
 * @param rules of the owner as they would be; a group has none
 * @example
 * forwardingLoop(rules, { person_id: 'person_1' }, { directory }); // ['Anna Conti', 'Bruno Serra', 'Anna Conti']
 */
export function forwardingLoop(rules: readonly ForwardingRule[], owner: Party, around: LoopAround): string[] | null {
  const { directory } = around;
  const cameFrom = new Map<string, Party | null>([[keyOf(owner), null]]);
  const waiting: Party[] = [owner];
  for (const party of waiting) {
    for (const next of leadsTo(party, party === owner ? rules : rulesOf(party, directory), around)) {
      if (keyOf(next) === keyOf(owner)) return circle(owner, party, cameFrom, directory);
      if (cameFrom.has(keyOf(next))) continue;
      cameFrom.set(keyOf(next), party);
      waiting.push(next);
    }
  }
  return null;
}

function circle(
  owner: Party,
  last: Party,
  cameFrom: ReadonlyMap<string, Party | null>,
  directory: Directory,
): string[] {
  const names = [nameOf(owner, directory)];
  for (let party: Party | null | undefined = last; party; party = cameFrom.get(keyOf(party)))
    names.unshift(nameOf(party, directory));
  return names;
}

function leadsTo(party: Party, rules: readonly ForwardingRule[], { directory, liveGraphOf }: LoopAround): Party[] {
  if ('flow_id' in party) {
    const graph = liveGraphOf?.(party.flow_id);
    return graph ? drawingOf(graph, kinds).places.flatMap(calledAt) : [];
  }
  if ('group_id' in party) return [...(directory.groups[party.group_id]?.members ?? [])];
  const onwards = rules.flatMap(({ to }) => partyOf(to));
  if ('person_id' in party) {
    const phone = directory.people[party.person_id]?.phone;
    return phone ? [...onwards, { number: phone }] : onwards;
  }
  const route = directory.numbers[party.number]?.route;
  return route ? [...onwards, ...partyOf(route)] : onwards;
}

function calledAt(place: Place): Party[] {
  return ledToBy(place).flatMap(({ kind, id }): Party[] => {
    if (kind === 'person') return [{ person_id: id }];
    if (kind === 'group') return [{ group_id: id }];
    return [kind === 'flow' ? { flow_id: id } : { number: id }];
  });
}

function rulesOf(party: Party, directory: Directory): readonly ForwardingRule[] {
  if ('group_id' in party || 'flow_id' in party) return [];
  const owner = 'person_id' in party ? directory.people[party.person_id] : directory.numbers[party.number];
  return owner?.forwarding ?? [];
}

function partyOf(to: ForwardTarget | NumberRoute): Party[] {
  if (to.kind === 'person') return [{ person_id: to.person_id }];
  if (to.kind === 'group') return [{ group_id: to.group_id }];
  if (to.kind === 'flow') return [{ flow_id: to.flow_id }];
  return to.kind === 'number' ? [{ number: to.number }] : [];
}

function keyOf(party: Party): string {
  if ('group_id' in party) return `group ${party.group_id}`;
  if ('flow_id' in party) return `flow ${party.flow_id}`;
  return 'person_id' in party ? `person ${party.person_id}` : `number ${party.number}`;
}

function nameOf(party: Party, { groups, people, numbers, flows }: Directory): string {
  if ('flow_id' in party) return flows[party.flow_id]?.name ?? party.flow_id;
  if ('group_id' in party) return groups[party.group_id]?.name ?? party.group_id;
  if ('person_id' in party) return people[party.person_id]?.name ?? party.person_id;
  return numbers[party.number]?.label || party.number;
}
