import { expect, test } from 'vitest';
import { type CampaignMoment, doingAt, type WaitingClass } from './moment.ts';
import { inWords, momentIn, placeTime, scheduleSentence } from './schedule-sentence.ts';
import { isSuccess } from './success.ts';

const now = new Date('2026-11-03T11:00:00Z');
const nine = new Date('2026-11-03T14:00:00Z');
const five = new Date('2026-11-03T22:00:00Z');
const tomorrow = new Date('2026-11-04T05:00:00Z');
const closed: WaitingClass = { class: 1, dueAt: now, openNow: false, closesAt: null, nextOpening: nine };
const open: WaitingClass = { class: 2, dueAt: now, openNow: true, closesAt: five, nextOpening: now };
const running: CampaignMoment = {
  ...{ now, status: 'running', startsAt: null, usedToday: 3, dailyLimit: 50, resetsAt: tomorrow },
  ...{ inFlight: 2, concurrency: 5, seatsReady: null, waiting: [open], waitingAfterReset: [] },
};
const said = (moment: CampaignMoment, because: string | null = null) =>
  scheduleSentence(moment, doingAt(moment), { paused_because: because, timeZone: 'America/New_York' });

test('a campaign calls while somebody is due and it is open there', () => {
  expect(doingAt({ ...running, waiting: [closed, open] })).toEqual({
    ...{ calling: 'calling', nextCallAt: null, windowOpen: true, closesAt: five, nextOpening: null },
  });
  expect(said(running)).toBe('Calling: 2 of 5 at once, 47 left today.');
});

test('outside of hours it says when the next window opens', () => {
  const moment = { ...running, waiting: [closed, { ...closed, nextOpening: five }] };
  expect(doingAt(moment)).toMatchObject({ calling: 'outside-hours', nextCallAt: nine, windowOpen: false });
  expect(said(moment)).toBe('Outside hours. Next window Tue 09:00 EST, in 3 h.');
  const never = { ...running, waiting: [{ ...closed, nextOpening: null }] };
  expect(said(never)).toBe('Outside hours. None opens within 14 days.');
});

test('with the limit of the day reached calls go on once it is a new day and open', () => {
  const morning = new Date('2026-11-04T14:00:00Z');
  const waitingAfterReset = [{ ...closed, nextOpening: morning }];
  const moment = { ...running, usedToday: 50, waitingAfterReset };
  expect(doingAt(moment)).toMatchObject({ calling: 'daily-limit', nextCallAt: morning, windowOpen: true });
  expect(said(moment)).toBe('Today’s limit of 50 is reached. Calls go on Wed 09:00 EST, in 27 h.');
});

test('when nobody is due yet the next call is when the first is due and it is open', () => {
  const soon = new Date('2026-11-03T11:40:00Z');
  expect(said({ ...running, waiting: [{ ...open, dueAt: soon }] })).toBe(
    'Nobody is due now. Next call Tue 06:40 EST, in 40 min.',
  );
  const afterClosing = { ...closed, dueAt: soon };
  expect(doingAt({ ...running, waiting: [afterClosing] })).toMatchObject({ calling: 'nobody-due', nextCallAt: nine });
  expect(said({ ...running, waiting: [] })).toBe('Nobody is due now. Calls under way are going on to their end.');
});

test('where it is open everybody waits for a retry, and where somebody is due it is closed: nobody is due', () => {
  const retry = { ...open, dueAt: new Date('2026-11-03T12:00:00Z') };
  const moment = { ...running, waiting: [closed, retry] };
  expect(doingAt(moment)).toMatchObject({ calling: 'nobody-due', nextCallAt: retry.dueAt, windowOpen: true });
  expect(said(moment)).toBe('Nobody is due now. Next call Tue 07:00 EST, in 60 min.');
  const late = { ...running, waiting: [closed, { ...retry, dueAt: five }] };
  expect(doingAt(late)).toMatchObject({ calling: 'nobody-due', nextCallAt: nine });
});

test('without anybody in a seat nobody is called', () => {
  expect(said({ ...running, seatsReady: 0, inFlight: 0 })).toBe(
    'Nobody is ready to take calls. They go on as soon as somebody is.',
  );
  expect(doingAt({ ...running, seatsReady: 0, inFlight: 1 }).calling).toBe('calling');
});

test('a campaign that does not run says why', () => {
  expect(said({ ...running, status: 'draft' })).toBe('Not started yet.');
  expect(said({ ...running, status: 'paused' }, 'Out of credit.')).toBe('Out of credit.');
  expect(said({ ...running, status: 'completed' })).toBe('Completed.');
  expect(said({ ...running, status: 'scheduled', startsAt: five, waiting: [closed] })).toBe(
    'Starts Tue 17:00 EST, in 11 h.',
  );
});

test('times are told on the clock of the zone, with the date when the weekday is not enough', () => {
  expect(momentIn('Europe/Rome', nine, now)).toBe('Tue 15:00 GMT+1');
  expect(momentIn('America/New_York', new Date('2026-12-01T14:00:00Z'), now)).toBe('Tue 1 Dec 09:00 EST');
  expect(placeTime('America/Argentina/Buenos_Aires', nine)).toBe('Tue 11:00 in Buenos Aires');
  expect([inWords(0, 20_000), inWords(0, 89 * 60_000), inWords(0, 50 * 3_600_000)]).toEqual([
    ...['in a moment', 'in 89 min', 'in 2 days'],
  ]);
});

test('a call succeeds when a person is connected, or stays to the end', () => {
  const call = { outcome: 'human', wantsConnection: false, isConnected: false, seconds: 8, openingSeconds: 8 } as const;
  expect(isSuccess(call)).toBe(true);
  expect(isSuccess({ ...call, seconds: 7 })).toBe(false);
  expect(isSuccess({ ...call, openingSeconds: null })).toBe(false);
  expect(isSuccess({ ...call, wantsConnection: true })).toBe(false);
  expect(isSuccess({ ...call, wantsConnection: true, isConnected: true, seconds: 1 })).toBe(true);
  expect(isSuccess({ ...call, outcome: 'machine', seconds: 60 })).toBe(false);
});
