import type { Directory } from '../directory-shapes.ts';
import { entryOf } from '../entry-of.ts';
import type { Reference } from '../node-kind.ts';
import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';

/** What nodes refer to and the workspace does not have, or cannot reach. */
export function referenceProblems({ places }: Drawing, directory: Directory): FlowProblem[] {
  return places.flatMap((place) => {
    const { kind, reading, node } = place;
    if (!kind || reading.issues) return [];
    const references = kind.refers?.(reading.data) ?? [];
    const isBoxless = node.type === 'voicemail' && references.length === 0 && directory.default_box_id === null;
    return [
      ...references.flatMap((reference) => problemWith(place, reference, directory)),
      ...(isBoxless ? [noBox(place)] : []),
    ];
  });
}

function noBox(place: Place): FlowProblem {
  const sentence = `${titleOf(place)} has no box, and the workspace has none for what nobody takes. Choose a box.`;
  return problemAt(place, 'error', { code: 'missing-box', field: 'box_id', sentence });
}

const words = {
  hours: 'opening hours',
  person: 'a person',
  group: 'a group',
  box: 'a voicemail box',
  flow: 'a flow',
  prompt: 'audio',
} as const;

const tables = {
  hours: 'hours',
  person: 'people',
  group: 'groups',
  box: 'boxes',
  flow: 'flows',
  prompt: 'prompts',
} as const;

function problemWith(place: Place, { kind, field, id }: Reference, directory: Directory): FlowProblem[] {
  if (kind === 'number' || kind === 'url') return [];
  const title = titleOf(place);
  if (!Object.hasOwn(directory[tables[kind]], id)) {
    const sentence = `${title} names ${words[kind]} that the workspace does not have. Choose again.`;
    return [problemAt(place, 'error', { code: `unknown-${kind}`, field, sentence })];
  }
  const warning = warningAbout(kind, id, directory);
  if (!warning) return [];
  return [problemAt(place, 'warning', { code: warning.code, field, sentence: `${title}: ${warning.sentence}` })];
}

function warningAbout(
  kind: keyof typeof tables,
  id: string,
  directory: Directory,
): { code: string; sentence: string } | undefined {
  if (kind === 'flow' && entryOf(directory.flows, id)?.live_version_id === null) {
    return { code: 'flow-not-published', sentence: `${directory.flows[id]?.name} is not published yet.` };
  }
  if (kind === 'person' && !isReachable(id, directory)) {
    const name = directory.people[id]?.name;
    return { code: 'person-without-phone', sentence: `${name} has no phone and forwards to nobody. Nothing rings.` };
  }
  if (kind === 'group' && !hasReachable(id, directory)) {
    const name = directory.groups[id]?.name;
    return { code: 'group-without-phones', sentence: `Nobody in ${name} has a phone. Nothing rings.` };
  }
  return undefined;
}

function isReachable(personId: string, { people }: Directory): boolean {
  const person = entryOf(people, personId);
  return person !== undefined && (person.phone !== null || person.forwarding.some(({ when }) => when === 'always'));
}

function hasReachable(groupId: string, directory: Directory): boolean {
  const members = entryOf(directory.groups, groupId)?.members ?? [];
  return members.some((member) => 'number' in member || isReachable(member.person_id, directory));
}
