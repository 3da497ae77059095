import type { Directory, ForwardingRule } from '@offhook/flow/shapes';
import type { Used } from './surroundings.ts';

/** What in the directory follows these hours or rings this group, in words. */
export function usesIn(directory: Directory, of: Used): string[] {
  const numbers = Object.entries(directory.numbers).flatMap(([number, { label, route, forwarding }]) => {
    const isRung = of.kind === 'group' && route.kind === 'group' && route.group_id === of.id;
    return isRung || isFollowed(forwarding, of) ? [`the number ${label || number}`] : [];
  });
  if (of.kind === 'group') return numbers;
  const people = Object.values(directory.people)
    .filter(({ forwarding }) => isFollowed(forwarding, of))
    .map(({ name }) => `the forwarding of ${name}`);
  const boxes = Object.values(directory.boxes)
    .filter(({ hours_id }) => hours_id === of.id)
    .map(({ name }) => `the voicemail box ${name}`);
  return [...numbers, ...people, ...boxes];
}

function isFollowed(rules: readonly ForwardingRule[], of: Used): boolean {
  return of.kind === 'hours' && rules.some(({ hours }) => hours?.hours_id === of.id);
}
