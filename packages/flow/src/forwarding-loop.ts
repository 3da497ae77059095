import type { Directory, ForwardingRule, ForwardTarget } from './directory-shapes.ts';
import type { Called } from './forwarding.ts';

/** Whoever calls pass through. */
export type Party = Called | { group_id: string };

/**
 * The circle that calls to somebody could go round in, by names, first and last the same; or null. Every rule counts,
 * whatever its hours and callers: those are edited by others and at other times than the rule.
 *
 * @param rules of the owner as they would be; a group has none
 * @param directory otherwise as it would be, such as with the new members of a group or the new route of a number
 * @example
 * forwardingLoop(rules, { person_id: 'person_1' }, directory); // ['Anna Conti', 'Bruno Serra', 'Anna Conti']
 */
export function forwardingLoop(rules: readonly ForwardingRule[], owner: Party, directory: Directory): string[] | null {
  const cameFrom = new Map<string, Party | null>([[keyOf(owner), null]]);
  const waiting: Party[] = [owner];
  for (const party of waiting) {
    for (const next of leadsTo(party, party === owner ? rules : rulesOf(party, directory), directory)) {
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

function leadsTo(party: Party, rules: readonly ForwardingRule[], directory: Directory): Party[] {
  if ('group_id' in party) return [...(directory.groups[party.group_id]?.members ?? [])];
  const onwards = rules.flatMap(({ to }) => partyOf(to));
  if ('person_id' in party) {
    const phone = directory.people[party.person_id]?.phone;
    return phone ? [...onwards, { number: phone }] : onwards;
  }
  const route = directory.numbers[party.number]?.route;
  if (route?.kind === 'group') return [...onwards, { group_id: route.group_id }];
  return route?.kind === 'person' || route?.kind === 'number' ? [...onwards, ...partyOf(route)] : onwards;
}

function rulesOf(party: Party, directory: Directory): readonly ForwardingRule[] {
  if ('group_id' in party) return [];
  const owner = 'person_id' in party ? directory.people[party.person_id] : directory.numbers[party.number];
  return owner?.forwarding ?? [];
}

function partyOf(to: ForwardTarget): Called[] {
  if (to.kind === 'person') return [{ person_id: to.person_id }];
  return to.kind === 'number' ? [{ number: to.number }] : [];
}

function keyOf(party: Party): string {
  if ('group_id' in party) return `group ${party.group_id}`;
  return 'person_id' in party ? `person ${party.person_id}` : `number ${party.number}`;
}

function nameOf(party: Party, { groups, people, numbers }: Directory): string {
  if ('group_id' in party) return groups[party.group_id]?.name ?? party.group_id;
  if ('person_id' in party) return people[party.person_id]?.name ?? party.person_id;
  return numbers[party.number]?.label || party.number;
}
