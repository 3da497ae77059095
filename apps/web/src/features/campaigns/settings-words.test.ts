import { CampaignSettings } from '@offhook/contract';
import { weekdays } from '@offhook/flow/shapes';
import { expect, test } from 'vitest';
import { summaryOf, weekInWords } from './settings-words.ts';

test('days with the same hours stand together', () => {
  const office = weekdays.slice(0, 5).map((day) => ({ day, from: '09:00', to: '17:00' }));
  expect(weekInWords([...office, { day: 'sat', from: '10:00', to: '12:00' }])).toBe(
    'Monday to Friday 09:00–17:00\nSaturday 10:00–12:00',
  );
  expect(
    weekInWords([
      { day: 'mon', from: '14:00', to: '17:00' },
      { day: 'mon', from: '09:00', to: '12:00' },
    ]),
  ).toBe('Monday 09:00–12:00, 14:00–17:00');
});

test('settings say every time with its zone', () => {
  const settings = CampaignSettings.parse({ time_zone: 'America/New_York', starts_at: '2026-11-03T14:00:00.000Z' });
  const rows = Object.fromEntries(summaryOf(settings).flatMap(({ rows }) => rows));
  expect(rows.Starts).toBe('2026-11-03 09:00 (America/New York)');
  expect(rows['Called again']).toBe('no answer after 1 h, busy after 1 h, failed after 1 h, abandoned after 3 days');
});
