import { describe, expect, test } from 'vitest';
import type { CarrierEvent } from '#providers/carrier';
import { noFacts, noLineFacts } from './call.ts';
import { type ConnectToSeat, Plan } from './plan.ts';
import { seatStep } from './seat-step.ts';

const at = new Date('2026-11-02T15:00:00Z');
const later = (seconds: number) => new Date(at.getTime() + seconds * 1000);
const live = { ...noFacts, status: 'in-progress' as const, answeredAt: at, hangUpWantedAt: null };
const leg = {
  ...{ ...noLineFacts, sid: 'CA2', parentSid: 'CA1', from: '+1', to: '+2', acceptedAt: null },
  status: 'in-progress' as const,
};
const ada = { to: '+14155550190', name: 'Ada', personId: 'person_1' };

function step(event: CarrierEvent, call: Partial<typeof live> = {}, connect: Partial<ConnectToSeat> = {}) {
  const seat = {
    ...{ when: 'seat' as const, seats: 'campaign_1', callWith: 'Grace', ringSeconds: 15, tried: [], abandoned: null },
    abandonedMessage: 'Sorry.',
    ...connect,
  };
  const plan = Plan.parse({ opening: { kind: 'none' }, connect: seat });
  return seatStep(event, { ...live, ...call }, { ...plan, connect: seat });
}

const answered: CarrierEvent = { kind: 'answered', at };
const bridge = (status: string, turn = 0): CarrierEvent => ({ kind: 'bridge-ended', at, status, turn });

describe('an answer', () => {
  test.each([
    ['wants a seat', {}, {}, 'take'],
    ['of a machine wants none', { answeredBy: 'machine_start' }, {}, undefined],
    ['of a call that was hung up here wants none', { hangUpWantedAt: at }, {}, undefined],
    ['that is told again wants no second one', {}, { tried: [ada] }, undefined],
    ['of a call that was abandoned wants none any more', {}, { abandoned: 'nobody-ready' as const }, undefined],
  ])('%s', (_what, call, connect, expected) => {
    expect(step(answered, call as object, connect)).toBe(expected);
  });

  test('that was not heard of wants a seat once the carrier asks for help', () => {
    expect(step({ kind: 'document-failed', at, code: '11200', url: 'https://a.example/twiml/outbound/t' })).toBe(
      'take',
    );
  });
});

describe('ringing a seat', () => {
  test.each([
    ['that is not picked up leads to the next one', 'no-answer', 'next'],
    ['that declines, too', 'busy', 'next'],
    ['that was talked to frees it', 'completed', 'talked'],
    ['while the other end goes blames nobody', 'canceled', 'not-needed'],
  ])('%s', (_what, status, expected) => {
    expect(step(bridge(status), {}, { tried: [ada] })).toBe(expected);
  });

  test('is over once: what came of a former phone changes nothing', () => {
    expect(step(bridge('no-answer', 0), {}, { tried: [ada, ada] })).toBeUndefined();
    expect(step(bridge('no-answer', 1), {}, { tried: [ada, ada] })).toBe('next');
  });

  test('whose end could not be told is judged by its leg', () => {
    const failed = { kind: 'document-failed' as const, at, code: '11200', url: 'https://a.example/bridged/t?turn=0' };
    expect(step(failed, {}, { tried: [ada] })).toBe('next');
    expect(step(failed, { legs: [{ ...leg, answeredAt: at }] }, { tried: [ada] })).toBe('talked');
  });
});

describe('the end of a call', () => {
  const ended = (seconds: number) => ({ status: 'completed' as const, endedAt: later(seconds) });
  const over: CarrierEvent = { kind: 'progress', at, status: 'completed' };

  test.each([
    ['within two seconds leaves nobody waiting', ended(2), 'not-needed'],
    ['after them means that whoever answered was abandoned', ended(3), 'abandoned'],
    ['of a machine abandons nobody', { ...ended(9), answeredBy: 'machine_start' }, 'not-needed'],
    ['that we wanted abandons nobody', { ...ended(9), hangUpWantedAt: at }, 'not-needed'],
    ['that nobody answered abandons nobody', { ...ended(9), answeredAt: null }, 'not-needed'],
    ['after talk frees the seat', { ...ended(90), legs: [{ ...leg, answeredAt: at }] }, 'talked'],
  ])('%s', (_what, call, expected) => {
    expect(step(over, call as object, { tried: [ada] })).toBe(expected);
  });
});

test('9 is a wish to hear no more only where it was offered', () => {
  const nine: CarrierEvent = { kind: 'keypress', at, digits: '9' };
  expect(step(nine, {}, { abandoned: 'nobody-ready' })).toBe('opt-out');
  expect(step(nine, {}, { tried: [ada] })).toBeUndefined();
  expect(step({ ...nine, digits: '1' }, {}, { abandoned: 'nobody-ready' })).toBeUndefined();
});
