import { expect, test } from 'vitest';
import { countSeats, type SeatFacts, seatAt } from './seat.ts';

const now = new Date('2026-11-02T15:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
const seat = (facts: Partial<SeatFacts>): SeatFacts => ({
  ...{ state: 'ready', reason: null, since: ago(300), wrapUpUntil: null, heardAt: ago(10), ...facts },
});

test.each([
  ['ready stays ready while it is heard of', seat({}), 'ready'],
  ['ready is away once it was not heard of for two minutes', seat({ heardAt: ago(120) }), 'away'],
  ['a call goes on, whatever its page does', seat({ state: 'on-call', heardAt: ago(900) }), 'on-call'],
  ['wrap-up lasts until its end', seat({ state: 'wrap-up', wrapUpUntil: ago(-1), heardAt: ago(900) }), 'wrap-up'],
  ['and then the seat is ready', seat({ state: 'wrap-up', wrapUpUntil: now }), 'ready'],
  ['unless nobody is there', seat({ state: 'wrap-up', wrapUpUntil: now, heardAt: ago(120) }), 'away'],
])('%s', (_what, facts, state) => {
  expect(seatAt(facts, now).state).toBe(state);
});

test('whoever comes out of wrap-up has been ready since its end', () => {
  expect(seatAt(seat({ state: 'wrap-up', wrapUpUntil: ago(7) }), now).since).toEqual(ago(7));
});

test('seats are counted as they are now', () => {
  const seats = [
    seat({}),
    seat({ heardAt: ago(500) }),
    seat({ state: 'on-call', since: ago(40) }),
    seat({ state: 'wrap-up', since: ago(5), wrapUpUntil: ago(-10) }),
  ];
  expect(countSeats(seats, now)).toEqual({
    ready: 1,
    talkingSinceMs: [ago(40).getTime()],
    wrapUpSinceMs: [ago(5).getTime()],
    away: 1,
  });
});
