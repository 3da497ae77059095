import type { ConversationRelayNoun, RelayLanguage } from '@offhook/twiml';

/** What may interrupt, or is reported while the application speaks. */
export type Input = 'none' | 'dtmf' | 'speech' | 'any';

/** What a ConversationRelay session was asked to be, with Twilio's defaults. */
export interface RelayConfig {
  url: string;
  ttsLanguage: string;
  transcriptionLanguage: string;
  voice?: string;
  languages: readonly RelayLanguage[];
  dtmfDetection: boolean;
  welcomeGreeting?: string;
  welcomeGreetingInterruptible: Input;
  interruptible: Input;
  preemptible: boolean;
  partialPrompts: boolean;
  reportInputDuringAgentSpeech: Input;
  events: ReadonlySet<string>;
}

/** The attributes cannot be acted upon: Twilio's 64101. */
export class BadRelayConfig extends Error {
  override name = 'BadRelayConfig';
}

const inputs = ['none', 'dtmf', 'speech', 'any'] as const;

// What each attribute may be. A list that grows at Twilio's, such as voices and models, is not checked.
const choices = {
  interruptSensitivity: ['low', 'medium', 'high'],
  ttsProvider: ['google', 'amazon', 'elevenlabs'],
  transcriptionProvider: ['google', 'deepgram'],
  elevenlabsTextNormalization: ['on', 'auto', 'off'],
} as const;

/**
 * Reads the attributes of a `<ConversationRelay>`.
 *
 * @throws BadRelayConfig for a value that Twilio does not know
 * @see https://www.twilio.com/docs/voice/twiml/connect/conversationrelay (read 2026-11-21)
 */
export function relayConfig(noun: ConversationRelayNoun): RelayConfig {
  for (const name of [
    'interruptSensitivity',
    'ttsProvider',
    'transcriptionProvider',
    'elevenlabsTextNormalization',
  ] as const) {
    const value = noun[name]?.toLowerCase();
    const allowed: readonly string[] = choices[name];
    if (value !== undefined && !allowed.includes(value)) refuse(name, noun[name], allowed);
  }
  const language = noun.language ?? 'en-US';
  return {
    url: noun.url ?? '',
    ttsLanguage: languageIn('ttsLanguage', noun.ttsLanguage ?? language),
    transcriptionLanguage: languageIn('transcriptionLanguage', noun.transcriptionLanguage ?? language),
    voice: noun.voice,
    languages: (noun.languages ?? []).map(withCode),
    dtmfDetection: noun.dtmfDetection ?? false,
    welcomeGreeting: noun.welcomeGreeting,
    welcomeGreetingInterruptible: inputIn('welcomeGreetingInterruptible', noun.welcomeGreetingInterruptible, 'any'),
    interruptible: inputIn('interruptible', noun.interruptible, 'any'),
    preemptible: noun.preemptible ?? false,
    partialPrompts: noun.partialPrompts ?? false,
    reportInputDuringAgentSpeech: inputIn('reportInputDuringAgentSpeech', noun.reportInputDuringAgentSpeech, 'none'),
    // Newer documents call the list `events`, older ones `debug`.
    events: new Set(`${noun.events ?? ''} ${noun.debug ?? ''}`.split(/[\s,]+/).filter(Boolean)),
  };
}

// "true" and "false" are what the attributes were before there were four values.
function inputIn(name: string, value: string | undefined, usual: Input): Input {
  const text = value?.toLowerCase();
  if (text === undefined) return usual;
  if (text === 'true') return 'any';
  if (text === 'false') return 'none';
  return inputs.find((one) => one === text) ?? refuse(name, value, inputs);
}

function withCode(language: RelayLanguage): RelayLanguage {
  if (language.code === undefined) throw new BadRelayConfig('A <Language> of <ConversationRelay> has no code');
  return { ...language, code: languageIn('code', language.code) };
}

function languageIn(name: string, value: string): string {
  if (/^(multi|[a-z]{2,3}(-[a-z0-9]{2,8})*)$/i.test(value)) return value;
  throw new BadRelayConfig(`${name}="${value}" of <ConversationRelay> is no language, such as en-US`);
}

function refuse(name: string, value: string | undefined, allowed: readonly string[]): never {
  throw new BadRelayConfig(`${name}="${value}" of <ConversationRelay> is none of ${allowed.join(', ')}`);
}

/** Whether a kind of input is among those that a setting names. */
export function includes(setting: Input, input: 'dtmf' | 'speech'): boolean {
  return setting === 'any' || setting === input;
}
