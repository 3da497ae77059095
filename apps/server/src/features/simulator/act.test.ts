import { expect, test } from 'vitest';
import { readAct } from './act.ts';

test.each([
  [{ do: 'answer' }, { do: 'answer' }],
  [{ do: 'decline', text: 'left out' }, { do: 'decline' }],
  [{ do: 'hang-up' }, { do: 'hang-up' }],
  [
    { do: 'say', text: 'Good morning' },
    { do: 'say', text: 'Good morning' },
  ],
  [
    { do: 'say', text: '' },
    { do: 'say', text: 'Hello?' },
  ],
  [
    { do: 'press', digits: '42#' },
    { do: 'press', digits: '42#' },
  ],
  [{ do: 'press' }, { do: 'press', digits: '1' }],
  [
    { do: 'be-machine', greeting: 'Leave a message.' },
    { do: 'be-machine', greeting: 'Leave a message.' },
  ],
] as const)('%j means %j', (words, act) => {
  expect(readAct(words)).toEqual(act);
});

test('a machine without a greeting has the usual one', () => {
  expect(readAct({ do: 'be-machine' })).toMatchObject({ greeting: expect.stringContaining('after the tone') });
});
