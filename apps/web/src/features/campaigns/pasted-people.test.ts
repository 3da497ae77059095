import { expect, test } from 'vitest';
import { readPeople } from './pasted-people.ts';

test.each([
  ['(415) 555-0142', { phone: '+14155550142' }],
  ['Ada Byron, +1 415 555 0142', { first_name: 'Ada', last_name: 'Byron', phone: '+14155550142' }],
  ['+39 06 1234 5678\tGiulia\tDe Rossi', { first_name: 'Giulia', last_name: 'De Rossi', phone: '+390612345678' }],
  ['Ada; 415 555 0142; ada@example.com', { first_name: 'Ada', phone: '+14155550142', email: 'ada@example.com' }],
  ['Ada Byron +1 415 555 0142', { first_name: 'Ada', last_name: 'Byron', phone: '+14155550142' }],
  ['"Byron" , "415-555-0142"', { first_name: 'Byron', phone: '+14155550142' }],
])('%s is read', (line, person) => {
  expect(readPeople(line, 'US')).toEqual({ people: [person], problems: [] });
});

test('lines that cannot be read are named with their place, the others are kept', () => {
  const { people, problems } = readPeople('Ada 415 555 0142\n\nnobody\n12, Bob\n+14155550142', 'US');
  expect(people).toHaveLength(1);
  expect(problems.map(({ line, problem }) => [line, problem])).toEqual([
    [3, 'No phone number'],
    [4, 'No phone number'],
    [5, 'The number stands above already'],
  ]);
});

test('a number that is too short says so', () => {
  expect(readPeople('Ada, 415 55', 'US').problems[0]?.problem).toBe('Too short for US');
});
