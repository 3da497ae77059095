import type { Directory, ForwardTarget, NumberRoute } from '../directory-shapes.ts';
import { entryOf } from '../entry-of.ts';
import type { Reference } from '../node-kind.ts';
import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, reachedFrom, titleOf } from './drawing.ts';

/** Somebody whom calls come to: `number +39…`, `person person_…`, `group group_…`, `flow flow_…`. */
type Party = `${'number' | 'person' | 'group' | 'flow'} ${string}`;

export interface LoopGiven {
  flowId: string;
  directory: Directory;
  flowAt: (flowId: string) => Drawing | undefined;
}

/** Nodes that ring somebody whose calls, by rule or route, come back to this very flow. */
export function numberLoops({ places }: Drawing, given: LoopGiven): FlowProblem[] {
  // Whoever was looked at and does not lead here leads here from nowhere.
  const harmless = new Set<Party>();
  const own: Party = `flow ${given.flowId}`;
  return places.flatMap((place) =>
    rungBy(place).flatMap((reference) => {
      const first: Party = `${reference.kind} ${reference.id}`;
      const reached = reachedFrom<Party>([first], (party) => (harmless.has(party) ? [] : leadsTo(party, given)));
      if (reached.has(own)) return [loopAt(place, reference, given.directory)];
      for (const party of reached) harmless.add(party);
      return [];
    }),
  );
}

function loopAt(place: Place, { kind, field, id }: RungReference, { numbers, people, groups }: Directory): FlowProblem {
  const label = {
    number: entryOf(numbers, id)?.label,
    person: entryOf(people, id)?.name,
    group: entryOf(groups, id)?.name,
  };
  const name = label[kind] || id;
  const sentence = `${titleOf(place)} rings ${name}, from where calls come back to this flow, again and again.`;
  return problemAt(place, 'error', { code: 'number-loop', field, sentence });
}

type RungReference = Reference & { kind: 'number' | 'person' | 'group' };

function rungBy({ kind, reading }: Place): RungReference[] {
  if (!kind?.refers || reading.issues) return [];
  return kind.refers(reading.data).filter(isRung);
}

function isRung(reference: Reference): reference is RungReference {
  return reference.kind === 'number' || reference.kind === 'person' || reference.kind === 'group';
}

function leadsTo(party: Party, { directory, flowAt, flowId }: LoopGiven): Party[] {
  const id = party.slice(party.indexOf(' ') + 1);
  if (party.startsWith('number')) {
    const number = entryOf(directory.numbers, id);
    return number ? [...number.forwarding.flatMap(({ to }) => partyOf(to)), ...partyOf(number.route)] : [];
  }
  if (party.startsWith('person')) {
    const person = entryOf(directory.people, id);
    if (!person) return [];
    const phone: Party[] = person.phone ? [`number ${person.phone}`] : [];
    return [...phone, ...person.forwarding.flatMap(({ to }) => partyOf(to))];
  }
  if (party.startsWith('group')) {
    const members = entryOf(directory.groups, id)?.members ?? [];
    return members.map((each): Party => ('number' in each ? `number ${each.number}` : `person ${each.person_id}`));
  }
  // Whom this flow rings is looked at node by node.
  return id === flowId ? [] : (flowAt(id)?.places ?? []).flatMap((place) => partiesOf(place));
}

function partiesOf(place: Place): Party[] {
  return ledToBy(place).map(({ kind, id }): Party => `${kind} ${id}`);
}

type LedTo = Reference & { kind: RungReference['kind'] | 'flow' };

/** Whom a node calls, and which flow it goes on to. */
export function ledToBy({ kind, reading }: Place): LedTo[] {
  if (!kind?.refers || reading.issues) return [];
  return kind.refers(reading.data).filter((reference): reference is LedTo => {
    return reference.kind === 'flow' || isRung(reference);
  });
}

function partyOf(to: ForwardTarget | NumberRoute): Party[] {
  switch (to.kind) {
    case 'number':
      return [`number ${to.number}`];
    case 'person':
      return [`person ${to.person_id}`];
    case 'group':
      return [`group ${to.group_id}`];
    case 'flow':
      return [`flow ${to.flow_id}`];
    case 'box':
    case 'none':
      return [];
  }
}
