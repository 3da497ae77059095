import type { Gather } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import type { Stage } from './outcome.ts';

/** What a `<Gather>` asks for, checked and with Twilio's defaults. */
export interface GatherSettings {
  hearsKeys: boolean;
  hearsSpeech: boolean;
  timeoutMs: number;
  /** Silence after which speech is over. */
  speechTimeoutMs: number;
  maxSpeechMs: number;
  /** Empty when no key finishes. */
  finishOnKey: string;
  numDigits: number;
  bargeIn: boolean;
  language: string;
  hints: readonly string[];
  profanityFilter: boolean;
}

const defaultTimeoutSeconds = 5;
// Unconfirmed: how long a pause `speechTimeout="auto"` waits for.
const autoPauseMs = 1000;
const longestSpeechSeconds = 60;

/** Reads the attributes; says on the call which of them Twilio would warn of, and takes the default in their place. */
export function settingsOf(stage: Stage, verb: Gather): GatherSettings {
  for (const [code, message] of faultsOf(verb)) {
    noteCall(stage.exchange, stage.line.callSid, { type: 'warned', code, message, level: 'warning' });
  }
  const input = verb.input?.length ? verb.input : ['dtmf'];
  const timeoutMs = (isTimeout(verb.timeout) ? verb.timeout : defaultTimeoutSeconds) * 1000;
  return {
    hearsKeys: input.includes('dtmf'),
    hearsSpeech: input.includes('speech'),
    timeoutMs,
    speechTimeoutMs: speechTimeoutMs(verb.speechTimeout) ?? timeoutMs,
    maxSpeechMs: (isSpeechTime(verb.maxSpeechTime) ? verb.maxSpeechTime : longestSpeechSeconds) * 1000,
    finishOnKey: isFinishingKey(verb.finishOnKey) ? verb.finishOnKey : '#',
    numDigits: isCount(verb.numDigits) ? verb.numDigits : Number.POSITIVE_INFINITY,
    bargeIn: verb.bargeIn !== false,
    language: isLanguage(verb.language) ? verb.language : 'en-US',
    hints: hintsOf(verb.hints).slice(0, mostHints),
    profanityFilter: verb.profanityFilter !== false,
  };
}

const mostHints = 500;
const longestHint = 100;

const models =
  /^(default|numbers_and_commands|phone_call|experimental_(conversations|utterances)|googlev2_[\w-]+|deepgram_[\w.-]+)$/i;

// https://www.twilio.com/docs/api/errors/13310 and following (read 2026-11-21).
function faultsOf(verb: Gather): [number, string][] {
  const { speechTimeout, speechModel, hints } = verb;
  const faults: [boolean, number, string][] = [
    [
      isWrong(verb.finishOnKey, isFinishingKey),
      13310,
      `finishOnKey="${verb.finishOnKey}" of <Gather> is no single key`,
    ],
    [isWrong(verb.timeout, isTimeout), 13313, `timeout="${verb.timeout}" of <Gather> is no number of seconds`],
    [isWrong(verb.numDigits, isCount), 13314, `numDigits="${verb.numDigits}" of <Gather> is no whole number above 0`],
    [
      isWrong(speechTimeout, (text) => speechTimeoutMs(text) !== undefined),
      13327,
      `speechTimeout="${speechTimeout}" of <Gather> is neither auto nor a number of seconds above 0`,
    ],
    [
      isWrong(verb.maxSpeechTime, isSpeechTime),
      13328,
      `maxSpeechTime="${verb.maxSpeechTime}" of <Gather> is not from 1 to ${longestSpeechSeconds}`,
    ],
    [
      hintsOf(hints).length > mostHints || hintsOf(hints).some((hint) => hint.length > longestHint),
      13330,
      `hints of <Gather> are more than ${mostHints}, or one is longer than ${longestHint} characters`,
    ],
    [isWrong(verb.language, isLanguage), 13331, `language="${verb.language}" of <Gather> is no language tag`],
    [isWrong(speechModel, (text) => models.test(text)), 13334, `speechModel="${speechModel}" of <Gather> is unknown`],
    // The documentation allows auto only without a model of one's own choice.
    [
      speechTimeout === 'auto' && speechModel !== undefined,
      13335,
      `speechTimeout="auto" of <Gather> cannot be used with speechModel="${speechModel}"`,
    ],
  ];
  return faults.flatMap(([isFault, code, message]) => (isFault ? [[code, message] as [number, string]] : []));
}

function isWrong<Value>(value: Value | undefined, isRight: (value: Value) => boolean): boolean {
  return value !== undefined && !isRight(value);
}

function isFinishingKey(text: string | undefined): text is string {
  return text !== undefined && /^[0-9#*]?$/.test(text);
}

function isTimeout(seconds: number | undefined): seconds is number {
  return seconds !== undefined && seconds >= 0;
}

function isCount(count: number | undefined): count is number {
  return count !== undefined && Number.isInteger(count) && count > 0;
}

function isSpeechTime(seconds: number | undefined): seconds is number {
  return seconds !== undefined && seconds >= 1 && seconds <= longestSpeechSeconds;
}

function isLanguage(text: string | undefined): text is string {
  return text !== undefined && (text === 'multi' || /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/i.test(text));
}

function speechTimeoutMs(text: string | undefined): number | undefined {
  if (text === 'auto') return autoPauseMs;
  const seconds = Number(text);
  return text !== undefined && text.trim() !== '' && seconds > 0 && Number.isFinite(seconds)
    ? seconds * 1000
    : undefined;
}

function hintsOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((hint) => hint.trim())
    .filter((hint) => hint !== '');
}
