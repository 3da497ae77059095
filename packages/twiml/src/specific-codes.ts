import type { Element } from './xml.ts';

/**
 * Twilio's own warnings for values that it does not accept, by element and attribute; an element's parent stands before
 * it where that matters. (https://www.twilio.com/docs/api/errors, read 2026-11-21)
 */
const valueCodes = new Map<string, number>([
  ['Dial method', 13210],
  ['Dial timeout', 13212],
  ['Dial hangupOnStar', 13213],
  ['Dial timeLimit', 13216],
  ['Dial record', 13217],
  ['Dial sequential', 13218],
  ['Dial answerOnBridge', 13219],
  ['Dial ringTone', 13220],
  ['Number method', 13221],
  ['Number machineDetection', 21234],
  ['Sip method', 13241],
  ['Conference muted', 13230],
  ['Conference endConferenceOnExit', 13231],
  ['Conference startConferenceOnEnter', 13232],
  ['Conference waitMethod', 13234],
  ['Conference beep', 13235],
  ['Conference trim', 13239],
  ['Dial/Queue method', 14210],
  ['Enqueue method', 14201],
  ['Enqueue waitUrlMethod', 14206],
  ['Task priority', 14232],
  ['Task timeout', 14233],
  ['Gather method', 13312],
  ['Gather timeout', 13313],
  ['Gather numDigits', 13314],
  ['Gather input', 13326],
  ['Gather maxSpeechTime', 13328],
  ['Gather partialResultCallbackMethod', 13329],
  ['Gather bargeIn', 13332],
  ['Gather profanityFilter', 13333],
  ['Gather actionOnEmptyResult', 13338],
  ['Gather/Say loop', 13322],
  ['Play loop', 13410],
  ['Say loop', 13510],
  ['Record method', 13610],
  ['Record timeout', 13611],
  ['Record maxLength', 13612],
  ['Record transcribe', 13614],
  ['Record playBeep', 13616],
  ['Record recordingStatusCallbackEvent', 13621],
  ['Record trim', 13699],
  ['Redirect method', 13710],
  ['Pause length', 13910],
  ['Sms method', 14104],
]);

const nestingCodes = new Map<string, number>([
  ['Dial', 13215],
  ['Gather', 13320],
  ['Start', 14300],
]);

export function codeOfValue({ name, parent }: Element, attribute: string): number | undefined {
  return valueCodes.get(`${parent?.name}/${name} ${attribute}`) ?? valueCodes.get(`${name} ${attribute}`);
}

export function codeOfNesting({ name }: Element): number | undefined {
  return nestingCodes.get(name);
}
