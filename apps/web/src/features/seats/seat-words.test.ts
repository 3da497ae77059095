import type { Seat } from '@offhook/contract';
import { expect, test } from 'vitest';
import { awaySentence, countSentence, seatShown } from './seat-words.ts';

const nowMs = Date.parse('2026-11-02T15:00:00Z');
const at = (seconds: number) => new Date(nowMs + seconds * 1000).toISOString();
const seat = (facts: Partial<Seat>): Seat => ({
  person: { id: 'person_1', name: 'Ada' },
  phone_number: '+14155550190',
  ...{ state: 'ready', since: at(-42), wrap_up_until: null, away_because: null, leaves_after: false },
  ...{ campaign_ids: null, call: null },
  ...facts,
});

test('a seat shows since when it is what it is', () => {
  expect(seatShown(seat({}), nowMs)).toEqual({ state: 'ready', seconds: 42, secondsLeft: undefined });
  expect(seatShown(seat({ state: 'away', since: null }), nowMs).seconds).toBeUndefined();
});

test('wrap-up counts down and ends in ready by itself', () => {
  const wrapUp = seat({ state: 'wrap-up', since: at(-6), wrap_up_until: at(9) });
  expect(seatShown(wrapUp, nowMs)).toEqual({ state: 'wrap-up', seconds: 6, secondsLeft: 9 });
  expect(seatShown(wrapUp, nowMs + 8500).secondsLeft).toBe(1);
  expect(seatShown(wrapUp, nowMs + 11_000)).toEqual({ state: 'ready', seconds: 2, secondsLeft: undefined });
});

test('everybody is counted once, as they are now', () => {
  const over = seat({ state: 'wrap-up', wrap_up_until: at(-1) });
  const sentence = countSentence([seat({}), over, seat({ state: 'on-call' }), seat({ state: 'away' })], nowMs);
  expect(sentence).toBe('2 ready, 1 on a call, 0 in wrap-up, 1 away');
});

test('whoever is away is told why', () => {
  expect(awaySentence(seat({ phone_number: null }))).toContain('no phone');
  expect(awaySentence(seat({ away_because: 'not-picked-up' }))).toContain('not picked up');
  expect(awaySentence(seat({ away_because: 'silent' }))).toContain('two minutes');
  expect(awaySentence(seat({}))).toBe('No calls are sent here.');
});
