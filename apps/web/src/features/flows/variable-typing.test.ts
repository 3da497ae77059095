import { expect, test } from 'vitest';
import { openVariable, variablesOf, withVariable } from './variable-typing.ts';

test('a variable is open from its braces to the caret, and no longer than that', () => {
  expect(openVariable('Hi {{na', 7)).toEqual({ from: 3, typed: 'na' });
  expect(openVariable('Hi {{', 5)).toEqual({ from: 3, typed: '' });
  expect(openVariable('Hi {{name}} ', 12)).toBeUndefined();
  expect(openVariable('Hi {{na', 2)).toBeUndefined();
});

test('a chosen variable replaces what was begun, also when its braces were closed already', () => {
  expect(withVariable('Hi {{na, welcome', 7, 'name')).toEqual({ text: 'Hi {{name}}, welcome', caret: 11 });
  expect(withVariable('Hi {{na}}, welcome', 7, 'name')).toEqual({ text: 'Hi {{name}}, welcome', caret: 11 });
  expect(withVariable('Hi }', 3, 'name')).toEqual({ text: 'Hi {{name}}}', caret: 11 });
});

test('the variables of a flow are those of each call and those that its nodes set, also half filled in', () => {
  const variables = variablesOf({
    nodes: [
      { id: 'a', type: 'start', data: {} },
      { id: 'b', type: 'menu', name: 'Account', data: { save_as: 'account' } },
      { id: 'c', type: 'http-request', data: { url: 'https://example.com', save: { city: 'address.city' } } },
      { id: 'd', type: 'set-variable', data: { name: 'account', value: '1' } },
      { id: 'e', type: 'no-such-kind', data: {} },
    ],
    edges: [],
  });
  expect(variables.map(({ name, from }) => `${name}: ${from}`)).toEqual([
    'caller: The number that calls',
    'called: The number that was called',
    'account: Set by Account',
    'city: Set by HTTP request',
  ]);
});
