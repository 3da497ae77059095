import type { Directory } from '@offhook/flow';
import type { NodeData } from './faces/face.ts';
import { listIn, objectOf, textIn } from './node-data.ts';

export type DialTarget = { person_id: string } | { group_id: string } | { number: string };

/** Whom a Dial rings, as far as it can be read; S2's single `number` comes last. */
export function targetsIn(data: NodeData): DialTarget[] {
  const targets = listIn(data, 'targets').flatMap((each): DialTarget[] => {
    const target = objectOf(each);
    if (textIn(target, 'person_id')) return [{ person_id: textIn(target, 'person_id') }];
    if (textIn(target, 'group_id')) return [{ group_id: textIn(target, 'group_id') }];
    return typeof target.number === 'string' ? [{ number: target.number }] : [];
  });
  const single = textIn(data, 'number');
  return single === '' ? targets : [...targets, { number: single }];
}

/** Who that is, and what a person should know about it. */
export function targetWords(target: DialTarget, directory: Directory): { name: string; note: string | undefined } {
  if ('number' in target) return { name: target.number || 'a number', note: undefined };
  if ('group_id' in target) {
    const group = directory.groups[target.group_id];
    if (!group) return { name: 'a group that is gone', note: undefined };
    const { length } = group.members;
    return { name: group.name, note: length === 1 ? '1 member' : `${length} members` };
  }
  const person = directory.people[target.person_id];
  if (!person) return { name: 'a person who is gone', note: undefined };
  return { name: person.name, note: person.phone ?? 'no phone of their own' };
}
