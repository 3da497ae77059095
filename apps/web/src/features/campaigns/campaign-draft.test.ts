import { CampaignSettings } from '@offhook/contract';
import { expect, test } from 'vitest';
import { addDated, addSpan, changeDated } from '../hours/hours-draft.ts';
import {
  type CampaignDraft,
  campaignDraftOf,
  changesOf,
  isSameSettings,
  problemsOf,
  settingsOf,
} from './campaign-draft.ts';

const full = CampaignSettings.parse({
  variants: [{ key: 'a', name: 'Short', message: 'Good morning.' }],
  time_zone: 'Europe/Rome',
  window: [
    { day: 'mon', from: '09:00', to: '12:00' },
    { day: 'mon', from: '14:00', to: '17:00' },
    { day: 'sat', from: '10:00', to: '24:00' },
  ],
  dates: [
    { date: '2026-12-24', spans: [{ from: '09:00', to: '12:00' }] },
    { date: '2026-12-25', spans: [] },
  ],
  starts_at: '2026-11-22T08:00:00.000Z',
  calls_per_second: 0.5,
});

const withFigure = (name: keyof CampaignDraft['figures'], text: string): CampaignDraft => {
  const draft = campaignDraftOf(full);
  return { ...draft, figures: { ...draft.figures, [name]: text } };
};

test('settings become a draft and come back as they were', () => {
  const draft = campaignDraftOf(full);
  expect(draft.startsAt).toBe('2026-11-22T09:00');
  expect(settingsOf(draft)).toEqual(full);
  expect(problemsOf(draft).size).toBe(0);
  expect(isSameSettings(draft, full)).toBe(true);
});

test('only what was changed is sent', () => {
  expect(changesOf(withFigure('daily_limit', '1,000'), full)).toEqual({ daily_limit: 1000 });
  expect(changesOf(campaignDraftOf(full), full)).toEqual({});
});

test.each([
  ['daily_limit', '0'],
  ['daily_limit', 'many'],
  ['concurrency', '2.5'],
  ['calls_per_second', ''],
  ['max_attempts', '-1'],
  ['ring_timeout_seconds', '5'],
] as const)('a %s of "%s" is no figure, and says what is', (name, text) => {
  const words = problemsOf(withFigure(name, text)).get(name);
  expect(words).toMatch(/number from/);
});

test('rows of hours say for themselves what is wrong with them', () => {
  const draft = campaignDraftOf(CampaignSettings.parse({}));
  const week = addSpan(
    { ...draft.hours, week: { ...draft.hours.week, tue: [{ key: 7, from: '17:00', to: '09:00' }] } },
    'wed',
  );
  const dated = addDated(week, 'special');
  const problems = problemsOf({ ...draft, hasWindow: true, hours: dated });
  expect(problems.get('row.7')).toMatch(/end must be after/);
  expect(problems.get(`row.${dated.special[0]?.key}`)).toBe('Choose a date.');
  expect(problems.size).toBe(2);
});

test('a date with two parts is one date', () => {
  const draft = campaignDraftOf(CampaignSettings.parse({}));
  let { hours } = draft;
  for (const [from, to] of [
    ['09:00', '12:00'],
    ['14:00', '17:00'],
  ] as const) {
    hours = addDated(hours, 'special');
    const row = hours.special.at(-1);
    if (row) hours = changeDated(hours, 'special', { ...row, date: '2026-12-24', isWholeDay: false, from, to });
  }
  const settings = settingsOf({ ...draft, hours }) as { dates: unknown };
  expect(settings.dates).toEqual([
    {
      date: '2026-12-24',
      spans: [
        { from: '09:00', to: '12:00' },
        { from: '14:00', to: '17:00' },
      ],
    },
  ]);
});

test('hours that were switched on and left empty, and an end before the start, are named', () => {
  const draft = campaignDraftOf(full);
  const empty = { ...campaignDraftOf(CampaignSettings.parse({})), hasWindow: true };
  expect(problemsOf(empty).get('window')).toMatch(/Add the hours/);
  expect(problemsOf({ ...draft, endsAt: '2026-11-22T09:00' }).get('ends_at')).toMatch(/after the start/);
});

test('a variant says what is wrong with it', () => {
  const draft = campaignDraftOf(full);
  const variants = [{ key: 'b', name: '', weight: 1, audio_url: 'nowhere' }];
  expect(problemsOf({ ...draft, choices: { ...draft.choices, variants } }).get('variants.b')).toBe(
    'Give the variant a name.',
  );
});
