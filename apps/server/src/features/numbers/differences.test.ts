import { expect, test } from 'vitest';
import { comparable } from './differences.ts';
import type { NumberRow } from './number.ts';

// Only these fields are looked at.
const row = (id: string, sid: string) => ({ id, sid }) as unknown as NumberRow;

test('what was bought while the carrier listed is not missing; what was here before, and is not listed, is', () => {
  const [old, lost, fresh, freshAndListed] = [row('1', 'PN1'), row('2', 'PN2'), row('3', 'PN3'), row('4', 'PN4')];
  const listed = [{ sid: 'PN1' }, { sid: 'PN4' }];
  expect(comparable([old, lost, fresh, freshAndListed], [old, lost], listed)).toEqual([old, lost, freshAndListed]);
});
