import { expect, test } from 'vitest';
import { labelled, topOf } from './chart-scale.ts';
import { groupLabel } from './group-label.ts';
import { csvOf } from './statistics-csv.ts';

const row = (...values: number[]) => ({ key: '', label: '', values, calls: undefined });

test('the scale ends at the next round number above the highest column', () => {
  expect(topOf([])).toBe(1);
  expect(topOf([row(0), row(0)])).toBe(1);
  expect(topOf([row(3, 4), row(2)])).toBe(10);
  expect(topOf([row(101)])).toBe(200);
  expect(topOf([row(0.04)])).toBeCloseTo(0.05);
});

test('labels are thinned evenly', () => {
  const shown = Array.from({ length: 30 }, (_, index) => index).filter(labelled(30, 12));
  expect(shown).toEqual([0, 3, 6, 9, 12, 15, 18, 21, 24, 27]);
});

test.each([
  ['day', { key: '2026-11-02', label: '2026-11-02' }, '2 Nov'],
  ['week', { key: '2026-W45', label: 'Week of 2026-11-02' }, 'Week of 2 Nov'],
  ['month', { key: '2026-11', label: '2026-11' }, 'Nov 2026'],
  ['hour', { key: '2026-11-02T07:00+01:00', label: '2026-11-02 07:00' }, '2 Nov, 07:00'],
  ['status', { key: 'no-answer', label: 'no-answer' }, 'No answer'],
  ['person', { key: 'none', label: 'Nobody' }, 'Nobody'],
] as const)('a group by %s has a short label', (by, group, label) => {
  expect(groupLabel(group, by)).toBe(label);
});

test('the CSV has a line per group, and no name becomes a formula', () => {
  const counts = {
    ...{ total_calls: 3, inbound_calls: 1, outbound_calls: 2, answered_calls: 2, failed_calls: 0, human_answers: 1 },
    ...{ machine_answers: 1, voicemail_drops: 1, total_duration_seconds: 90, average_duration_seconds: 45 },
    total_cost: '0.042',
  };
  const [head, line, end] = csvOf([{ ...counts, key: 'person_1', label: '=Ann, "B"' }], 'person', 'USD').split('\r\n');
  expect(head).toMatch(/^person,name,total_calls,.*total_cost,currency$/);
  expect(line).toBe(`person_1,"'=Ann, ""B""",3,1,2,2,0,1,1,1,90,45,0.042,USD`);
  expect(end).toBe('');
});
