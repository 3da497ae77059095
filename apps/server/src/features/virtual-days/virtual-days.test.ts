import { type CampaignSettings, CampaignSettings as Settings } from '@offhook/contract';
import { phoneKindOf } from '@offhook/kit';
import { expect, test } from 'vitest';
import { zonesOf } from '#features/compliance';
import { daysLater, firstDayOf } from './first-day.ts';
import { castOf } from './personas.ts';
import { makeCourse } from './quarters.ts';
import { standInsFor } from './stand-in-numbers.ts';

const alike = (number: string) => `${zonesOf(number).class} ${phoneKindOf(number).kind}`;

test('a stand-in is nobody of those played, has the same zones and law, and is another one for each', () => {
  const us = Array.from({ length: 300 }, (_, index) => `+1212${2_340_000 + index}`);
  const numbers = [...us, '+12128675309', '+18505550123', '+442079460958', '+4915123456789', '+61412345678'];
  const standIns = standInsFor(numbers, alike);
  expect([...standIns.keys()]).toEqual(numbers);
  expect(new Set(standIns.values()).size).toBe(numbers.length);
  for (const [number, standIn] of standIns) {
    expect(numbers).not.toContain(standIn);
    expect([number, alike(standIn)]).toEqual([number, alike(number)]);
  }
});

test('who has no number that is alike is left out', () => {
  expect(standInsFor(['+12125551234'], (number) => number).size).toBe(0);
});

test('nobody with a weight of nothing answers, and all prospects are answered by the mix', () => {
  const mix = { listens: 3, presses_one: 0, hangs_up: 0, busy: 1, no_answer: 0, machine: 0, opts_out: 0 };
  const { namedPersonas, personas } = castOf(mix, ['+12125550000']);
  expect(personas[0]).toMatchObject({
    numbers: ['+12125550000'],
    persona: { mix: [{ weight: 3 }, { weight: 1 }] },
  });
  const names = personas[0]?.persona.mix.map(({ persona }) => persona);
  expect(names?.map((name) => (typeof name === 'string' ? namedPersonas[name]?.kind : ''))).toEqual(['person', 'busy']);
});

const settings = (change: Partial<CampaignSettings>) => Settings.parse({ time_zone: 'America/New_York', ...change });
const saturday = new Date('2026-11-21T15:00:00Z');

test('the first day is the next one with hours, from its midnight in the zone of the campaign', () => {
  const window = [{ day: 'mon' as const, from: '09:00', to: '17:00' }];
  const firstOf = (change: Partial<CampaignSettings>) => firstDayOf(settings(change), saturday).toISOString();
  expect(firstOf({})).toBe('2026-11-22T05:00:00.000Z');
  expect(firstOf({ window })).toBe('2026-11-23T05:00:00.000Z');
  expect(firstOf({ window, dates: [{ date: '2026-11-23', spans: [] }] })).toBe('2026-11-30T05:00:00.000Z');
  expect(firstOf({ starts_at: '2026-12-24T12:00:00.000Z' })).toBe('2026-12-24T05:00:00.000Z');
});

test('a day on which the clock is put back has 25 hours', () => {
  const begin = new Date('2026-11-01T04:00:00Z');
  expect(daysLater('America/New_York', begin, 1).toISOString()).toBe('2026-11-02T05:00:00.000Z');
});

test('each quarter has what was added in it, and is open where anybody could be called', () => {
  const course = makeCourse(0);
  const minute = 60_000;
  const nothing = { inFlight: 0, leapt: false, openUntilMs: null };
  course.take({ ...nothing, atMs: 0, calls: 0, humans: 0 });
  course.take({ atMs: 30 * minute, calls: 2, humans: 0, inFlight: 2, leapt: true, openUntilMs: 60 * minute });
  course.take({ ...nothing, atMs: 45 * minute, calls: 5, humans: 3, inFlight: 1, openUntilMs: 60 * minute });
  course.take({ ...nothing, atMs: 75 * minute, calls: 5, humans: 4, leapt: true });
  const seen = course.quarters().map(({ placed, answered, in_flight, open }) => [placed, answered, in_flight, open]);
  expect(seen).toEqual([
    [0, 0, 0, false],
    [0, 0, 0, false],
    [5, 3, 2, true],
    [0, 0, 0, true],
    [0, 0, 0, false],
    [0, 1, 0, false],
  ]);
});
