import { noteCall } from '../exchange.ts';
import type { Stage } from '../verbs/outcome.ts';
import { type Input, includes, type RelayConfig } from './config.ts';
import { type RelayMessage, readMessage } from './messages.ts';
import { sentences } from './sentences.ts';
import { makeVoice, type Utterance } from './voice.ts';

/** Sends one message to the application. */
export type Tell = (message: object) => void;

/** The application in a ConversationRelay session, as the far end meets it. */
export interface Agent {
  greet(text: string): void;
  /** Does what one message says; returns the message when it ends the session. */
  obey(text: string): { handoffData?: string } | undefined;
  /** Takes note of input of the far end, which may interrupt. False when it comes in the way of something uninterruptible. */
  hear(input: 'dtmf' | 'speech'): boolean;
  /** The language in which the far end is heard. */
  hears(): string;
  stop(): void;
}

const mostWarnings = 20;

export function makeAgent(stage: Stage, config: RelayConfig, tell: Tell): Agent {
  const { exchange, line } = stage;
  const voice = makeVoice(stage, voiceListener(config, tell));
  let { ttsLanguage, transcriptionLanguage } = config;
  /** What has come of a sentence that is not complete. */
  let unsaid = '';
  let isNewTurn = true;
  let warnings = 0;

  const speak = (text: string, message: Manner) => voice.say(spoken(config, text, { lang: ttsLanguage, ...message }));
  const beginTurn = () => {
    if (isNewTurn && voice.current?.isPreemptible) voice.interrupt();
    isNewTurn = false;
  };
  const takeText = (message: Extract<RelayMessage, { type: 'text' }>) => {
    beginTurn();
    const { complete, rest } = sentences(unsaid + message.token, message.last === true);
    unsaid = rest;
    isNewTurn = message.last === true;
    for (const sentence of complete) speak(sentence, message);
  };
  const takePlay = (message: Extract<RelayMessage, { type: 'play' }>) => {
    isNewTurn = true;
    beginTurn();
    isNewTurn = true;
    const { source, loop } = message;
    voice.say({ prompt: { verb: 'play', url: source, loop: loop ?? 1 }, ...mannerOf(config, message) });
  };
  const warn = (description: string) => {
    tell({ type: 'error', description });
    warnings += 1;
    if (warnings > mostWarnings) return;
    const message = warnings === mostWarnings ? `${description} (no more such warnings follow)` : description;
    noteCall(exchange, line.callSid, { type: 'warned', code: 64107, message, level: 'error', url: config.url });
  };
  return {
    greet: (text) => speak(text, { interruptible: config.welcomeGreetingInterruptible }),
    hears: () => transcriptionLanguage,
    stop: () => void voice.interrupt(),
    hear: (input) => {
      if (!voice.current) return true;
      if (!includes(voice.current.interruptible, input)) return false;
      const { text, durationMs } = voice.interrupt();
      unsaid = '';
      tell({ type: 'interrupt', utteranceUntilInterrupt: text, durationUntilInterruptMs: durationMs });
      return true;
    },
    obey: (text) => {
      const message = readMessage(text);
      if (message.type === 'text') takeText(message);
      else if (message.type === 'play') takePlay(message);
      else if (message.type === 'end') return { handoffData: message.handoffData };
      else if (message.type === 'invalid') warn(message.description);
      else if (message.type === 'sendDigits') {
        const prompt = { verb: 'play', url: '', digits: message.digits } as const;
        voice.say({ prompt, interruptible: 'none', isPreemptible: false });
      } else {
        ttsLanguage = message.ttsLanguage ?? ttsLanguage;
        transcriptionLanguage = message.transcriptionLanguage ?? transcriptionLanguage;
      }
      return undefined;
    },
  };
}

/** How a message wants to be said. */
interface Manner {
  lang?: string;
  interruptible?: boolean | Input | 'true' | 'false';
  preemptible?: boolean;
}

function mannerOf(config: RelayConfig, { interruptible, preemptible }: Manner) {
  return {
    interruptible: inputOf(interruptible) ?? config.interruptible,
    isPreemptible: preemptible ?? config.preemptible,
  };
}

function inputOf(value: Manner['interruptible']): Input | undefined {
  if (value === true || value === 'true') return 'any';
  return value === false || value === 'false' ? 'none' : value;
}

function spoken(config: RelayConfig, text: string, manner: Manner): Utterance {
  const language = config.languages.find(({ code }) => code === manner.lang);
  const prompt = { verb: 'say', text, voice: language?.voice ?? config.voice, language: manner.lang } as const;
  return { prompt, ...mannerOf(config, manner) };
}

function voiceListener({ events }: RelayConfig, tell: Tell) {
  const speaking = (value: 'on' | 'off') => {
    if (events.has('speaker-events')) tell({ type: 'info', name: 'agentSpeaking', value });
  };
  return {
    began: () => speaking('on'),
    ended: () => speaking('off'),
    said: ({ prompt }: Utterance) => {
      if (prompt.verb === 'say' && events.has('tokens-played')) {
        tell({ type: 'info', name: 'tokensPlayed', value: prompt.text });
      }
    },
  };
}
