import { expect, test } from 'vitest';
import { checkWindows } from './check-windows.ts';
import { changingZones } from './generate.ts';

test('no call is made at a time at which a clock on a wall forbids it', () => {
  const { violations, open, careful, posts } = checkWindows(3000, 20_261_121);
  expect(violations).toEqual([]);
  expect(open).toBeGreaterThan(200);
  expect(posts).toBe(3000);
  // Closed though every wall allows it: only in the hour that clocks repeat.
  expect(careful).toBeLessThan(30);
});

test('the zones are all whose clocks change', () => {
  expect(changingZones).toEqual(
    expect.arrayContaining([
      'Africa/Cairo',
      'America/Santiago',
      'Asia/Beirut',
      'Australia/Lord_Howe',
      'America/New_York',
    ]),
  );
  expect(changingZones).not.toContain('America/Phoenix');
});
