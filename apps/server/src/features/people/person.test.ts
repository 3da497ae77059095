import { expect, test } from 'vitest';
import { passwordProblem } from './person.ts';

const ownWords = ['ada', 'lovelace', 'ada@example.com'];

test.each([
  ['fourteen chars', 'too-short'],
  ['', 'too-short'],
  ['🙂🙂🙂🙂🙂🙂🙂🙂', 'too-short'],
  ['passwordpassword', 'too-common'],
  ['PasswordPassword', 'too-common'],
  ['123456789012345', 'too-common'],
  ['aaaaaaaaaaaaaaaa', 'too-common'],
  ['abcdabcdabcdabcd', 'too-common'],
  ['lovelacelovelace', 'too-common'],
  ['Lovelace-Lovelace1', 'too-common'],
  ['fifteen letters', undefined],
  ['correct horse battery staple', undefined],
  ['nur kleine buchstaben', undefined],
  ['пятнадцать букв да', undefined],
])('the password %s: %s', (password, problem) => {
  expect(passwordProblem(password, ownWords)).toBe(problem);
});

test('words of three letters and fewer do not count as own', () => {
  expect(passwordProblem('ada ada ada bcdefg', ['ada'])).toBeUndefined();
});
