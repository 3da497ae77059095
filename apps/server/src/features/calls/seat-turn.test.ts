import { printTwiml } from '@offhook/twiml';
import { expect, test } from 'vitest';
import { noFacts } from './call.ts';
import { type ConnectToSeat, Plan } from './plan.ts';
import { type Page, type Turn, turn } from './turn.ts';

const at = new Date('2026-11-02T15:00:00Z');
const ada = { to: '+14155550190', name: 'Ada', personId: 'person_1' };
const bob = { to: '+14155550191', name: 'Bob', personId: 'person_2' };

function asked(
  page: Page,
  connect: Partial<ConnectToSeat>,
  heard: Partial<Turn['heard']> = {},
  more: object = {},
): string {
  const seat = {
    when: 'seat',
    seats: 'campaign_1',
    callWith: 'Grace',
    ringSeconds: 15,
    abandonedMessage: 'Sorry, {number}.',
  };
  const plan = Plan.parse({ opening: { kind: 'none' }, connect: { ...seat, ...connect }, ...more });
  const call = { ...noFacts, answeredAt: at, from: '+14155550199', wantsRecording: false, hangUpWantedAt: null };
  const links = { page: (name: string) => `https://a.example/${name}`, media: () => '', flow: () => '' };
  const xml = printTwiml(turn(page, { plan, call, heard: { at, ...heard }, links }));
  return xml.replace(/^.*<Response>|<\/Response>$/g, '');
}

test('whoever answered is connected without a word, also before the verdict on machines', () => {
  const xml = asked('outbound', { tried: [ada] });
  // The carrier adds five seconds.
  expect(xml).toMatch(/^<Dial [^>]*timeout="10"[^>]*>/);
  expect(xml).toContain('action="https://a.example/bridged?turn=0"');
  expect(xml).toContain('>+14155550190</Number>');
  expect(asked('outbound', { tried: [ada] }, {}, { awaitsVerdict: true })).toBe(xml);
  const greeting = { opening: { kind: 'message', text: 'One moment, please.' } };
  expect(asked('outbound', { tried: [ada] }, {}, greeting)).toMatch(/^<Say[^>]*>One moment, please.<\/Say><Dial /);
});

test('the phone that is rung hears whom it is about, and takes the call without a key', () => {
  expect(asked('whisper', { tried: [ada] })).toMatch(/^<Say[^>]*>Grace<\/Say>$/);
});

test('the second phone is asked for at an address of its own', () => {
  const xml = asked('bridged', { tried: [ada, bob] }, { bridge: 'no-answer' });
  expect(xml).toContain('?turn=1');
  expect(xml).toContain('+14155550191');
});

test.each(['completed', 'canceled'])('after a Dial that ended %s there is nothing more to say', (bridge) => {
  expect(asked('bridged', { tried: [ada] }, { bridge })).toBe('<Hangup/>');
});

test('without a free seat the message is said, with the number, and what to press', () => {
  const abandoned = asked('outbound', { abandoned: 'nobody-ready' });
  expect(abandoned).toContain('Sorry, 1 4 1 5 5 5 5 0 1 9 9. To not be called again, press 9.');
  expect(abandoned).toMatch(/^<Gather [^>]*action="https:\/\/a.example\/keypress"[^>]*>.*<Hangup\/>$/);
  expect(asked('bridged', { tried: [ada], abandoned: 'nobody-ready' }, { bridge: 'no-answer' })).toBe(abandoned);
});

test('a key after it is answered', () => {
  expect(asked('keypress', { abandoned: 'nobody-ready' }, { digits: '9' })).toContain('You will not be called again.');
  expect(asked('keypress', { abandoned: 'nobody-ready' }, { digits: '4' })).toMatch(/>Goodbye.<\/Say><Hangup\/>$/);
});
