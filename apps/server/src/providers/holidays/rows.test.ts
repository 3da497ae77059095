import { expect, test } from 'vitest';
import { publicHolidays } from './index.ts';
import { rowsOf } from './rows.ts';

const holiday = (date: string, hours: number, name = 'A day') => {
  const start = new Date(`${date.replace(' ', 'T')}Z`);
  return { date, name, start, end: new Date(start.getTime() + hours * 3_600_000) };
};

test('each day of a holiday is a row; parts of a day have their times', () => {
  expect(rowsOf([holiday('2026-12-25 00:00:00', 24)])).toEqual([{ date: '2026-12-25', name: 'A day' }]);
  expect(rowsOf([holiday('2026-03-29 00:00:00', 23)])).toEqual([{ date: '2026-03-29', name: 'A day' }]);
  expect(rowsOf([holiday('2026-12-30 00:00:00', 72)]).map(({ date }) => date)).toEqual([
    '2026-12-30',
    '2026-12-31',
    '2027-01-01',
  ]);
  expect(rowsOf([holiday('2026-09-20 18:00:00', 24)])).toEqual([
    { date: '2026-09-20', name: 'A day', from: '18:00', to: '24:00' },
    { date: '2026-09-21', name: 'A day', from: '00:00', to: '18:00' },
  ]);
});

test('a region knows its holidays', async () => {
  const bavaria = await publicHolidays({ country: 'DE', region: 'by', year: 2026 });
  expect(bavaria.holidays?.map(({ date }) => date)).toContain('2026-01-06');
});

test('a region that nobody knows is answered with those that are known', async () => {
  expect(await publicHolidays({ country: 'DE', region: 'ZZ', year: 2026 })).toMatchObject({
    unknown: 'region',
    known: expect.arrayContaining(['BE', 'BY']),
  });
});
