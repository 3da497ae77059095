import { expect, test } from 'vitest';
import { memberWords, moved } from './members.ts';

test('an entry moves one place, and over the ends it stays', () => {
  expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b']);
});

test('a member that rings nowhere says so', () => {
  const people = [
    { id: 'person_1', name: 'Anna', phone_number: '+390612345678' },
    { id: 'person_2', name: 'Bruno', phone_number: null },
  ];
  const words = (member: { person_id: string } | { number: string }) => memberWords(member, people, (text) => text);
  expect(words({ person_id: 'person_1' })).toEqual({ name: 'Anna', aside: '+390612345678', isSilent: false });
  expect(words({ person_id: 'person_2' })).toMatchObject({ name: 'Bruno', isSilent: true });
  expect(words({ person_id: 'person_3' })).toMatchObject({ name: 'Somebody who has left', isSilent: true });
  expect(words({ number: '+390687654321' })).toMatchObject({ name: '+390687654321', isSilent: false });
});
