import { expect, test } from 'vitest';
import {
  addDated,
  addWeekly,
  draftOf,
  emptySchedule,
  groupsOf,
  outsideOfficeHours,
  readSchedule,
  type ScheduleDraft,
  wholeSchedule,
} from './schedule-draft.ts';
import { scheduleWords } from './schedule-words.ts';

const rome = emptySchedule('Europe/Rome');

function scheduleOf(draft: ScheduleDraft) {
  const read = readSchedule(draft);
  if (read.problems) throw new Error([...read.problems.values()].join());
  return read.schedule;
}

test('days that have a name together are one row', () => {
  expect(groupsOf(['mon', 'tue', 'wed', 'thu', 'fri', 'sun'])).toEqual(['workdays', 'sun']);
  expect(groupsOf(['sun', 'sat', 'fri', 'thu', 'wed', 'tue', 'mon'])).toEqual(['every-day']);
  expect(groupsOf(['sat', 'sun', 'mon'])).toEqual(['weekend', 'mon']);
  expect(groupsOf(['tue', 'thu'])).toEqual(['tue', 'thu']);
});

test('what is outside of office hours is read and shown again as it was written', () => {
  const draft = outsideOfficeHours(rome);
  const schedule = scheduleOf(draft);
  expect(schedule.weekly).toHaveLength(12);
  expect(draftOf(schedule).weekly.map(({ days, from, to }) => [days, from, to])).toEqual(
    draft.weekly.map(({ days, from, to }) => [days, from, to]),
  );
  expect(scheduleWords(schedule)).toBe(
    'Monday to Friday 00:00–09:00; Monday to Friday 17:00–24:00; Saturday and Sunday all day (Europe/Rome)',
  );
});

test('a schedule without any times is none', () => {
  expect(readSchedule(rome).problems?.get(wholeSchedule)).toMatch('Add weekly times or a single day');
});

test('a row that makes no sense is told beside that row', () => {
  const draft = addDated(addWeekly(rome));
  const [weekly] = draft.weekly;
  if (!weekly) throw new Error('a row was added');
  const read = readSchedule({ ...draft, weekly: [{ ...weekly, from: '18:00', to: '09:00' }] });
  expect(read.problems && [...read.problems]).toEqual([
    [1, 'The end must be after the beginning. Past midnight, use two rows.'],
    [2, 'Choose a date.'],
  ]);
});

test('many days are told in short', () => {
  const date = (day: number) => ({ date: `2026-12-0${day}`, name: `Day ${day}` });
  const schedule = { time_zone: 'UTC', weekly: [], dates: [date(1), date(2), date(3), date(4), date(5)] };
  expect(scheduleWords(schedule)).toBe('Day 1 1 Dec 2026; Day 2 2 Dec 2026; Day 3 3 Dec 2026; 2 more days (UTC)');
});
