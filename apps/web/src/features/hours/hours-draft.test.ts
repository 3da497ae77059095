import { expect, test } from 'vitest';
import {
  addDated,
  addSpan,
  calendarOf,
  changeDated,
  changeSpan,
  copyDay,
  draftOf,
  emptyDraft,
  isSameDraft,
  readTime,
  removeSpan,
  rowOfField,
  rowProblems,
  withOfficeHours,
} from './hours-draft.ts';
import { hoursNow, yearToImport } from './hours-words.ts';

const office = withOfficeHours(emptyDraft('Europe/Rome'));

test('office hours are five days of one row, and a draft comes back from its calendar the same', () => {
  const calendar = calendarOf(office);
  expect(calendar.weekly).toHaveLength(5);
  expect(calendar.weekly[4]).toEqual({ day: 'fri', from: '09:00', to: '17:00' });
  expect(isSameDraft(draftOf({ name: '', calendar }), office)).toBe(true);
});

test('a day copied to others takes the place of what they had, and every row has a key of its own', () => {
  const lunch = addSpan(office, 'mon');
  const copied = copyDay(lunch, 'mon', ['mon', 'tue', 'sat']);
  expect(copied.week.tue.map(({ from, to }) => [from, to])).toEqual([
    ['09:00', '17:00'],
    ['17:00', ''],
  ]);
  expect(copied.week.sat).toHaveLength(2);
  const keys = Object.values(copied.week).flatMap((spans) => spans.map(({ key }) => key));
  expect(new Set(keys).size).toBe(keys.length);
  const [first] = copied.week.sat;
  expect(removeSpan(copied, 'sat', first?.key ?? 0).week.sat).toHaveLength(1);
});

test('each row says what is wrong with it', () => {
  const [span] = office.week.wed;
  if (!span) throw new Error('Office hours have a row on Wednesday.');
  let draft = changeSpan(office, 'wed', { ...span, to: '08:00' });
  draft = addDated(addDated(draft, 'holidays'), 'special');
  const [holiday] = draft.holidays;
  if (!holiday) throw new Error('A holiday was added.');
  draft = changeDated(draft, 'holidays', { ...holiday, date: '2026-12-25' });
  const problems = rowProblems(draft);
  expect(problems.get(span.key)).toBe('The end must be after the beginning. Past midnight, use two rows.');
  expect(problems.get(holiday.key)).toBe('Give the day a name.');
  expect(problems.get(draft.special[0]?.key ?? 0)).toBe('Choose a date.');
  expect(rowOfField(draft, 'calendar.weekly.2.to')).toBe(span.key);
  expect(rowProblems(office).size).toBe(0);
});

test.each([
  ['9', '09:00'],
  ['930', '09:30'],
  ['9.30', '09:30'],
  ['24', '24:00'],
  ['25:00', '25:00'],
  ['noon', 'noon'],
])('%s is read as %s', (typed, time) => {
  expect(readTime(typed)).toBe(time);
});

test('what holds now is said with what comes next', () => {
  const calendar = { ...calendarOf(office), holidays: [{ date: '2026-12-25', name: 'Christmas Day' }] };
  const at = (time: string) => hoursNow(calendar, Date.parse(time));
  expect(at('2026-11-23T10:00:00Z')).toEqual({
    state: 'open',
    now: 'Open now',
    next: 'Closes at 17:00 (Europe/Rome)',
  });
  expect(at('2026-11-21T10:00:00Z').next).toBe('Opens on Monday at 09:00 (Europe/Rome)');
  expect(at('2026-12-25T10:00:00Z')).toMatchObject({
    now: 'Holiday now: Christmas Day',
    next: 'The holiday ends on Saturday at 00:00 (Europe/Rome)',
  });
  expect(hoursNow(calendarOf(emptyDraft('UTC')), 0).next).toBe('Never opens (UTC)');
  const far = { ...calendar, weekly: [] };
  expect(hoursNow(far, Date.parse('2026-11-21T10:00:00Z')).next).toBe(
    'A holiday begins on 25 Dec 2026 at 00:00 (Europe/Rome)',
  );
});

test('from October on the holidays of the next year are asked for', () => {
  expect(yearToImport(Date.parse('2026-09-30T12:00:00Z'))).toBe(2026);
  expect(yearToImport(Date.parse('2026-10-01T12:00:00Z'))).toBe(2027);
});
