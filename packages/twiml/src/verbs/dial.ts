import { type AttributesOf, method, readAttributes, recordingEvents, trim, writeAttributes } from '../attributes.ts';
import { type Family, familyOf, type Syntax } from '../syntax.ts';
import { trimXml, writeXml } from '../xml.ts';
import { type ApplicationNoun, application } from './application.ts';
import { type ClientNoun, client } from './client.ts';
import { type ConferenceNoun, conference } from './conference.ts';
import { type NumberNoun, number } from './number.ts';
import { type QueueNoun, queueNoun } from './queue.ts';
import { ringTones } from './ring-tones.ts';
import { type SimNoun, sim } from './sim.ts';
import { type SipNoun, sip } from './sip.ts';
import { type WhatsAppNoun, whatsApp } from './whats-app.ts';

const attributes = {
  action: 'text',
  method,
  timeout: 'number',
  timeLimit: 'number',
  callerId: 'text',
  callReason: 'text',
  hangupOnStar: 'boolean',
  answerOnBridge: 'boolean',
  record: [
    'do-not-record',
    'record-from-answer',
    'record-from-answer-dual',
    'record-from-ringing',
    'record-from-ringing-dual',
    'true',
    'false',
  ],
  recordingTrack: ['inbound', 'outbound', 'both'],
  recordingConfigurationId: 'text',
  recordingStatusCallback: 'text',
  recordingStatusCallbackMethod: method,
  recordingStatusCallbackEvent: recordingEvents,
  trim,
  ringTone: ringTones,
  sequential: 'boolean',
  referUrl: 'text',
  referMethod: method,
  events: ['call-progress-event'],
  passports: 'text',
} as const;

/** Whom or what `<Dial>` connects the caller to. */
export type DialNoun =
  | NumberNoun
  | ClientNoun
  | SipNoun
  | ConferenceNoun
  | QueueNoun
  | ApplicationNoun
  | SimNoun
  | WhatsAppNoun;

/** Connects the caller to the first of `nouns` that answers; `timeout` and `timeLimit` in seconds. */
export type Dial = { verb: 'dial'; nouns: DialNoun[] } & AttributesOf<typeof attributes>;

const nouns: Family<DialNoun> = familyOf('noun', {
  number,
  client,
  sip,
  conference,
  queue: queueNoun,
  application,
  sim,
  whatsApp,
});

export const dial: Syntax<Dial> = {
  element: 'Dial',
  attributes,
  children: nouns.faces,
  holdsText: true,
  read: (element, warnings) => {
    const bare = trimXml(element.text);
    return {
      verb: 'dial',
      ...readAttributes(element, attributes, warnings),
      nouns:
        element.children.length === 0 && bare !== ''
          ? [{ noun: 'number', number: bare }]
          : nouns.read(element, warnings),
    };
  },
  write: (verb) => writeXml('Dial', writeAttributes(attributes, verb), nouns.write(verb.nouns)),
};
