import { expect, test } from 'vitest';
import type { DirectoryGreeting } from './directory-shapes.ts';
import { boxHoursState, type DirectoryBox, greetingNow } from './greeting.ts';

const rome = {
  time_zone: 'Europe/Rome',
  weekly: [{ day: 'mon', from: '09:00', to: '17:00' } as const],
  special: [],
  holidays: [{ date: '2026-12-07', name: "St Ambrose's Day" }],
};
const directory = { hours: { hours_1: { name: 'Office', calendar: rome } } };
const open = new Date('2026-11-30T10:00:00Z');
const evening = new Date('2026-11-30T18:00:00Z');
const holiday = new Date('2026-12-07T10:00:00Z');

const greeting = (name: string, part: Partial<DirectoryGreeting> = {}): DirectoryGreeting => ({
  ...{ id: name, name, type: 'business', prompt: { message: name }, schedule: null, is_default: false },
  ...part,
});
const box = (greetings: DirectoryGreeting[], hours_id: string | null = 'hours_1'): DirectoryBox => ({
  ...{
    name: 'Main',
    greetings,
    fallback_greeting: 'You have reached Main.',
    hours_id,
    is_full: false,
    max_seconds: 120,
  },
});

const usual = greeting('usual', { is_default: true });
const late = greeting('late', { type: 'after-hours' });
const feast = greeting('feast', { type: 'holiday' });
const all = [usual, late, feast];
const mornings = {
  time_zone: 'America/New_York',
  weekly: [{ day: 'mon', from: '05:00', to: '06:00' } as const],
  dates: [],
};

test.each([
  ['the default one plays during opening hours', all, open, 'usual'],
  ['the one for after hours plays once it is closed', all, evening, 'late'],
  ['the one for holidays plays on a holiday', all, holiday, 'feast'],
  ['on a holiday without a greeting for it the default one plays', [usual, late], holiday, 'usual'],
  ['one that is neither default nor for now never plays', [greeting('other')], open, null],
  ['a schedule of its own wins over the default', [usual, greeting('early', { schedule: mornings })], open, 'early'],
  ['outside of its schedule it does not play', [usual, greeting('early', { schedule: mornings })], evening, 'usual'],
  ['a schedule of its own wins over the opening hours', [usual, { ...late, schedule: mornings }], evening, 'usual'],
  [
    'one for after hours goes before one with a schedule',
    [greeting('early', { schedule: mornings }), { ...late, schedule: mornings }],
    open,
    'late',
  ],
  ['a default one with a schedule plays by its schedule only', [{ ...usual, schedule: mornings }], evening, null],
  [
    'one for holidays may have its own dates',
    [
      usual,
      { ...feast, schedule: { time_zone: 'UTC', weekly: [], dates: [{ date: '2026-11-30', name: 'Inventory' }] } },
    ],
    open,
    'feast',
  ],
  [
    'one for after hours that is the default plays while nothing else does',
    [{ ...late, is_default: true }],
    open,
    'late',
  ],
])('%s', (_fact, greetings, at, expected) => {
  const now = greetingNow(box(greetings), at, directory);
  expect(now.greeting?.name ?? null).toBe(expected);
  expect(now.prompt.message).toBe(expected ?? 'You have reached Main.');
});

test('without opening hours neither a holiday nor an evening is known', () => {
  for (const hours of [null, 'hours_gone']) {
    for (const at of [open, evening, holiday]) {
      expect(greetingNow(box(all, hours), at, directory).greeting).toBe(usual);
      expect(boxHoursState(box(all, hours), at, directory)).toBeNull();
    }
  }
});

test('it says why in words', () => {
  const why = (greetings: DirectoryGreeting[], at: Date) => greetingNow(box(greetings), at, directory).why;
  expect(why(all, holiday)).toBe('"feast" plays: today is a holiday, St Ambrose\'s Day.');
  expect(why(all, evening)).toBe('"late" plays: it is closed by the opening hours of the box.');
  expect(why(all, open)).toBe('"usual" plays: it is the default of the box, and no other one is for now.');
  expect(why([greeting('early', { schedule: mornings })], open)).toBe('"early" plays: its own schedule says so.');
  expect(why([], open)).toMatch(/^The box has no greeting that is switched on:/);
  expect(why([late], open)).toMatch(/none is the default/);
  expect(why([{ ...usual, schedule: mornings }], evening)).toMatch(/^No greeting is for now: the words/);
});
