import type { Random } from '@offhook/kit';
import { oddTexts, pick, randomDocument } from '../../twiml/test/random-document.ts';

export { oddTexts, pick };

/** Where the application of a random world answers; what it says there is drawn anew each time. */
export const application = 'http://application.test';

const phones = [
  '0101',
  '0102',
  '0103',
  '0104',
  '0105',
  '0106',
  '0107',
  '0108',
  '0109',
  '0110',
  '0111',
  '0112',
  '0108',
  '0107',
];

/** A number outside, some of them odd. */
export function outsideNumber(random: Random): string {
  return random.next() < 0.03 ? pick(random, oddTexts) : `+1202555${pick(random, phones)}`;
}

export const ownNumbers = ['+15005550006', '+15005550007'];
export const rooms = ['room', 'lobby', 'a room/with odd &name'];
export const queues = ['support', 'sales'];

/** A document that keeps a call busy: its URLs lead back to the application, and it meets others in rooms and queues. */
export function livelyDocument(random: Random): string {
  if (random.next() < 0.1) return randomDocument(random);
  const count = Math.floor(random.next() * 4);
  let verbs = '';
  for (let made = 0; made <= count; made += 1) verbs += verb(random);
  return `<Response>${verbs}</Response>`;
}

function verb(random: Random): string {
  return pick(random, verbs)(random);
}

const maybe = (random: Random, chance: number, text: string) => (random.next() < chance ? ` ${text}` : '');
const whole = (random: Random, most: number) => Math.floor(random.next() * most);
const answer = (random: Random, name: string, chance = 0.6) =>
  maybe(random, chance, `${name}="${application}/voice?at=${name}"`);
const events = 'initiated ringing answered completed';
const told = (random: Random) =>
  maybe(random, 0.4, `statusCallback="${application}/status" statusCallbackEvent="${events}"`) +
  maybe(random, 0.2, `url="${application}/whisper"`) +
  maybe(random, 0.2, 'machineDetection="Enable"');

const prompts: ((random: Random) => string)[] = [
  (random) =>
    `<Say${maybe(random, 0.2, 'loop="2"')}>${pick(random, ['Hello.', 'Please hold the line for a moment.'])}</Say>`,
  (random) => `<Pause length="${whole(random, 8)}"/>`,
  (random) =>
    `<Play${maybe(random, 0.3, 'digits="12w3#"')}${maybe(random, 0.1, 'loop="0"')}>${application}/sound.wav</Play>`,
];

const prompt = (random: Random) => pick(random, prompts)(random);

const nouns: ((random: Random) => string)[] = [
  (random) => `<Number${told(random)}${maybe(random, 0.2, 'sendDigits="ww1"')}>${outsideNumber(random)}</Number>`,
  (random) => `<Number${told(random)}>${pick(random, ownNumbers)}</Number>`,
  (random) => `<Client${told(random)}>${pick(random, ['ann', 'bob'])}</Client>`,
  (random) => `<Sip${told(random)}>sip:bob@example.com</Sip>`,
];

function conference(random: Random): string {
  const flags = ['startConferenceOnEnter', 'endConferenceOnExit', 'muted']
    .map((name) => maybe(random, 0.4, `${name}="${random.next() < 0.5}"`))
    .join('');
  const settings =
    maybe(random, 0.3, `record="record-from-start" recordingStatusCallback="${application}/status"`) +
    maybe(
      random,
      0.5,
      `statusCallback="${application}/status" statusCallbackEvent="start end join leave mute hold modify speaker"`,
    ) +
    maybe(random, 0.4, `waitUrl="${application}/wait"`) +
    maybe(random, 0.2, 'beep="false"') +
    maybe(random, 0.2, 'participantLabel="somebody"') +
    maybe(random, 0.1, 'maxParticipants="2"');
  const name = pick(random, rooms).replace('&', '&amp;');
  return `<Conference${flags}${settings}>${name}</Conference>`;
}

function dialled(random: Random): string {
  const drawn = random.next();
  if (drawn < 0.3) return conference(random);
  if (drawn < 0.5) return `<Queue${maybe(random, 0.4, `url="${application}/whisper"`)}>${pick(random, queues)}</Queue>`;
  let inside = '';
  for (let left = whole(random, 3); left >= 0; left -= 1) inside += pick(random, nouns)(random);
  return inside;
}

const dialSettings = (random: Random) =>
  answer(random, 'action', 0.4) +
  maybe(random, 0.3, `timeout="${whole(random, 40)}"`) +
  maybe(random, 0.2, `timeLimit="${whole(random, 60)}"`) +
  maybe(random, 0.3, `record="record-from-ringing-dual" recordingStatusCallback="${application}/status"`) +
  maybe(random, 0.3, 'answerOnBridge="true"') +
  maybe(random, 0.3, 'hangupOnStar="true"') +
  maybe(random, 0.2, 'sequential="true"');

function gather(random: Random): string {
  const settings =
    answer(random, 'action') +
    maybe(random, 0.5, `input="${pick(random, ['dtmf', 'speech', 'dtmf speech'])}"`) +
    maybe(random, 0.4, `numDigits="${1 + whole(random, 3)}"`) +
    maybe(random, 0.2, 'actionOnEmptyResult="true"') +
    maybe(random, 0.2, `partialResultCallback="${application}/status"`) +
    maybe(random, 0.3, 'speechTimeout="auto"') +
    maybe(random, 0.3, `timeout="${whole(random, 9)}"`);
  return `<Gather${settings}>${prompt(random)}${prompt(random)}</Gather>`;
}

function record(random: Random): string {
  const settings =
    answer(random, 'action') +
    maybe(random, 0.4, `recordingStatusCallback="${application}/status"`) +
    maybe(random, 0.3, 'playBeep="false"') +
    maybe(random, 0.3, `transcribe="true" transcribeCallback="${application}/status"`);
  return `<Record timeout="${1 + whole(random, 5)}" maxLength="${1 + whole(random, 30)}"${settings}/>`;
}

const forks = [
  '<Stream url="ws://127.0.0.1/" name="a"/>',
  `<Siprec name="b" connectorName="recorder" statusCallback="${application}/status"/>`,
  `<Transcription name="c" statusCallbackUrl="${application}/status" partialResults="true"/>`,
  `<Recording recordingStatusCallback="${application}/status"/>`,
];

const verbs: ((random: Random) => string)[] = [
  ...[prompt, prompt, prompt, gather, gather, record],
  ...Array.from({ length: 5 }, () => (random: Random) => `<Dial${dialSettings(random)}>${dialled(random)}</Dial>`),
  (random) => {
    const settings = answer(random, 'action', 0.5) + maybe(random, 0.5, `waitUrl="${application}/wait"`);
    return `<Enqueue${settings}${maybe(random, 0.1, 'maxQueueSize="1"')}>${pick(random, queues)}</Enqueue>`;
  },
  () => `<Redirect>${application}/voice</Redirect>`,
  (random) => pick(random, ['<Hangup/>', '<Leave/>', '<Reject/>', '<Reject reason="busy"/>', '<Echo/>', '<Bogus/>']),
  (random) => `<Start>${pick(random, forks)}</Start>`,
  (random) =>
    `<Stop>${pick(random, forks.slice(0, 3)).replace(/ (url|connectorName|status\w+|partial\w+)="[^"]*"/g, '')}</Stop>`,
  (random) =>
    `<Connect${answer(random, 'action')}>${pick(random, ['<Stream url="ws://127.0.0.1/"/>', '<ConversationRelay url="ws://127.0.0.1/"/>'])}</Connect>`,
  () => '<Refer><Sip>sip:bob@example.com</Sip></Refer>',
];

/** What is played to those who wait, or said to one who was dialled. */
export function shortDocument(random: Random): string {
  const drawn = random.next();
  if (drawn < 0.1) return livelyDocument(random);
  const end = pick(random, ['', '', '<Redirect>/wait</Redirect>', '<Leave/>', '<Hangup/>', gather(random)]);
  return `<Response>${prompt(random)}${end}</Response>`;
}
