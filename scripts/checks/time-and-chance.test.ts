import { expect, test } from 'vitest';
import { findTimeAndChance } from './time-and-chance.ts';

const server = 'apps/server/src/features/calls/call.ts';

test.each(['const at = new Date();', 'Date.now()', 'Math.random()', 'Date .now()', 'String(Date())'])(
  'the server may not write %s',
  (line) => {
    expect(findTimeAndChance(server, `first\n${line}`)).toEqual([expect.stringMatching(`^${server}:2: `)]);
  },
);

test.each([
  'clock.now()',
  'row.at instanceof Date',
  'let at: Date;',
  '// never Date.now()',
  ' * new Date()',
  'updated(at)',
  'z.iso.date()',
])('the server may write %s', (line) => {
  expect(findTimeAndChance(server, line)).toEqual([]);
});

test('the kit is where time and chance come from', () => {
  expect(findTimeAndChance('packages/kit/src/clock.ts', 'Date.now()')).toEqual([]);
});
