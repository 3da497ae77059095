import type { NumberUse } from '@offhook/contract';
import type { Directory, ForwardTarget, NumberRoute } from '@offhook/flow/shapes';

/** What in the directory leads calls to a number of ours. */
export function usesIn(directory: Directory, phoneNumber: string): NumberUse[] {
  const leadsHere = (to: NumberRoute | ForwardTarget) => to.kind === 'number' && to.number === phoneNumber;
  const numbers = Object.entries(directory.numbers)
    .filter(([, { route, forwarding }]) => leadsHere(route) || forwarding.some(({ to }) => leadsHere(to)))
    .map(([number, { label }]) => use('number', `${label} (${number}) forwards calls to it.`, number));
  const people = Object.entries(directory.people)
    .filter(([, { forwarding }]) => forwarding.some(({ to }) => leadsHere(to)))
    .map(([id, { name }]) => use('person', `${name} forwards calls to it.`, id));
  const groups = Object.entries(directory.groups)
    .filter(([, { members }]) => members.some((each) => 'number' in each && each.number === phoneNumber))
    .map(([id, { name }]) => use('group', `The group ${name} rings it.`, id));
  return [...numbers, ...people, ...groups];
}

export function use(kind: NumberUse['kind'], sentence: string, id: string | null = null): NumberUse {
  return { kind, sentence, id };
}
