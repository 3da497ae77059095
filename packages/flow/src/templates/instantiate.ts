import type { Directory } from '../directory-shapes.ts';
import type { FlowGraph, FlowNode } from '../graph.ts';
import type { FlowTemplate } from './template.ts';

type Target = { group_id: string } | { person_id: string };

/**
 * A template as a workspace would begin with it: opening hours and whoever rings are filled in from what there is. A
 * node that names somebody ("Ring sales") gets the group or person of that name; the others get the first group in which
 * somebody has a phone, or else the first such person. What cannot be filled in stays for the checker to ask for.
 *
 * @example
 * checkFlow(instantiate(templates[0], directory), { directory }); // [] in a workspace with hours, a group and a box
 */
export function instantiate({ graph }: Pick<FlowTemplate, 'graph'>, directory: Directory): FlowGraph {
  return {
    ...graph,
    nodes: graph.nodes.map((node) => ({ ...node, data: { ...node.data, ...choices(node, directory) } })),
  };
}

function choices({ type, name = '', data }: FlowNode, directory: Directory): Record<string, unknown> {
  if (type === 'condition' && data.hours_id === undefined) {
    const [hoursId] = Object.keys(directory.hours);
    return hoursId === undefined ? {} : { hours_id: hoursId };
  }
  if (type === 'dial' && Array.isArray(data.targets) && data.targets.length === 0) {
    const target = whoRings(name, directory);
    return target ? { targets: [target] } : {};
  }
  return {};
}

function whoRings(title: string, directory: Directory): Target | undefined {
  const all = [...groupsThatRing(directory), ...peopleThatRing(directory)];
  const words = new Set(wordsOf(title));
  const named = all.find(({ name }) => wordsOf(name).some((word) => words.has(word)));
  return (named ?? all[0])?.target;
}

/** Words that could be part of a name; "ring" and "the" are of the sentence. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && word !== 'ring' && word !== 'team');
}

function groupsThatRing({ groups, people }: Directory): { name: string; target: Target }[] {
  return Object.entries(groups)
    .filter(([, { members }]) => members.some((each) => 'number' in each || people[each.person_id]?.phone))
    .map(([id, { name }]) => ({ name, target: { group_id: id } }));
}

function peopleThatRing({ people }: Directory): { name: string; target: Target }[] {
  return Object.entries(people)
    .filter(([, { phone }]) => phone !== null)
    .map(([id, { name }]) => ({ name, target: { person_id: id } }));
}
