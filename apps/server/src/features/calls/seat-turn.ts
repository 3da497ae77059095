import type { Verb } from '@offhook/twiml';
import type { ConnectToSeat } from './plan.ts';
import type { Turn } from './turn.ts';

/** The carrier rings five seconds longer than it is asked to (https://www.twilio.com/docs/voice/twiml/dial#timeout). */
const extraRingSeconds = 5;
const pressSeconds = 5;
const voice = 'alice';

/** The key that whoever is told that nobody is free may press. */
export const optOutKey = '9';

/** Rings the phone of whoever has the call, who takes it by picking up; without anybody, what the law has us say. */
export function toSeat(connect: ConnectToSeat, { call, links }: Turn): Verb[] {
  const taker = connect.tried.at(-1);
  if (!taker || connect.abandoned !== null) return abandoned(connect, call.from, links);
  return [
    {
      verb: 'dial',
      callerId: call.from,
      timeout: connect.ringSeconds - extraRingSeconds,
      // Each phone has an address of its own: what came of the first must not be taken for what came of the second.
      action: `${links.page('bridged')}?turn=${connect.tried.length - 1}`,
      answerOnBridge: true,
      nouns: [
        {
          noun: 'number',
          number: taker.to,
          url: links.page('whisper'),
          statusCallback: links.page('leg'),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        },
      ],
    },
  ];
}

// A few words only: whoever answered hears ringing meanwhile.
export function seatWhisper({ callWith }: ConnectToSeat): Verb[] {
  return [{ verb: 'say', text: callWith, voice }];
}

export function afterSeat(connect: ConnectToSeat, given: Turn): Verb[] {
  return hasTalked(given) ? [{ verb: 'hangup' }] : toSeat(connect, given);
}

function hasTalked({ call, heard: { bridge } }: Turn): boolean {
  return call.legs.some((leg) => leg.answeredAt !== null) || bridge === 'completed' || bridge === 'canceled';
}

export function seatKey(connect: ConnectToSeat, given: Turn): Verb[] {
  if (connect.abandoned === null) return toSeat(connect, given);
  const text = given.heard.digits === optOutKey ? 'You will not be called again. Goodbye.' : 'Goodbye.';
  return [{ verb: 'say', text, voice }, { verb: 'hangup' }];
}

function abandoned({ abandonedMessage }: ConnectToSeat, from: string, links: Turn['links']): Verb[] {
  // Digits apart are read out as digits.
  const told = abandonedMessage.replaceAll('{number}', [...from.replace('+', '')].join(' '));
  return [
    {
      verb: 'gather',
      numDigits: 1,
      timeout: pressSeconds,
      action: links.page('keypress'),
      prompts: [{ verb: 'say', text: `${told} To not be called again, press ${optOutKey}.`, voice }],
    },
    { verb: 'hangup' },
  ];
}
