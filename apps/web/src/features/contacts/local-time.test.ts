import { expect, test } from 'vitest';
import { localTime, placeName } from './local-time.ts';

const summer = Date.parse('2026-07-01T15:12:00Z');

test.each([
  [['America/Denver'], '09:12 in Denver'],
  [['America/Chicago', 'America/Denver'], 'between 09:12 and 10:12'],
  [['America/Denver', 'America/Boise'], '09:12 there'],
  [['Pacific/Kiritimati', 'America/Denver'], 'between Wed 09:12 and Thu 05:12'],
  [[], ''],
])('in the zones %j it is %j', (zones, words) => {
  expect(localTime(zones, summer)).toBe(words);
});

test('a zone is called by its place', () => {
  expect(placeName('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
  expect(placeName('UTC')).toBe('UTC');
});
