import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeZoneTable, zoneTablePath } from './make-zones.ts';

test('the table of zones is the one that its sources make', () => {
  expect(readFileSync(zoneTablePath, 'utf8')).toBe(makeZoneTable());
});
