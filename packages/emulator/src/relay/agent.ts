import { noteCall } from '../exchange.ts';
import type { Stage } from '../verbs/outcome.ts';
import { type Input, includes, type RelayConfig } from './config.ts';
import { type RelayMessage, readMessage } from './messages.ts';
import { sentences } from './sentences.ts';
import { makeVoice, type RelayVoice, type Utterance } from './voice.ts';

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

interface Acting {
  stage: Stage;
  config: RelayConfig;
  tell: Tell;
  voice: RelayVoice;
  ttsLanguage: string;
  transcriptionLanguage: string;
  /** What has come of a sentence that is not complete. */
  unsaid: string;
  isNewTurn: boolean;
  warnings: number;
}

export function makeAgent(stage: Stage, config: RelayConfig, tell: Tell): Agent {
  const { ttsLanguage, transcriptionLanguage } = config;
  const voice = makeVoice(stage, voiceListener(config, tell));
  const acting: Acting = {
    ...{ stage, config, tell, voice, ttsLanguage, transcriptionLanguage },
    ...{ unsaid: '', isNewTurn: true, warnings: 0 },
  };
  return {
    greet: (text) => speak(acting, text, { interruptible: config.welcomeGreetingInterruptible }),
    obey: (text) => obey(acting, readMessage(text)),
    hear: (input) => hear(acting, input),
    hears: () => acting.transcriptionLanguage,
    stop: () => void voice.interrupt(),
  };
}

function obey(acting: Acting, message: ReturnType<typeof readMessage>): { handoffData?: string } | undefined {
  if (message.type === 'text') takeText(acting, message);
  else if (message.type === 'play') takePlay(acting, message);
  else if (message.type === 'invalid') warn(acting, message.description);
  else if (message.type === 'end') return { handoffData: message.handoffData };
  else if (message.type === 'sendDigits') {
    const prompt = { verb: 'play', url: '', digits: message.digits } as const;
    acting.voice.say({ prompt, interruptible: 'none', isPreemptible: false });
  } else {
    acting.ttsLanguage = message.ttsLanguage ?? acting.ttsLanguage;
    acting.transcriptionLanguage = message.transcriptionLanguage ?? acting.transcriptionLanguage;
  }
  return undefined;
}

function takeText(acting: Acting, message: Extract<RelayMessage, { type: 'text' }>): void {
  preempt(acting);
  const { complete, rest } = sentences(acting.unsaid + message.token, message.last === true);
  acting.unsaid = rest;
  acting.isNewTurn = message.last === true;
  for (const sentence of complete) speak(acting, sentence, message);
}

function takePlay(acting: Acting, message: Extract<RelayMessage, { type: 'play' }>): void {
  acting.isNewTurn = true;
  preempt(acting);
  const { source, loop } = message;
  acting.voice.say({ prompt: { verb: 'play', url: source, loop: loop ?? 1 }, ...mannerOf(acting.config, message) });
}

// The tokens of one turn follow one another; only a new turn takes the place of what is being said.
function preempt({ isNewTurn, voice }: Acting): void {
  if (isNewTurn && voice.current?.isPreemptible) voice.interrupt();
}

function speak({ voice, config, ttsLanguage }: Acting, text: string, manner: Manner): void {
  voice.say(spoken(config, text, { ...manner, lang: manner.lang ?? ttsLanguage }));
}

function hear(acting: Acting, input: 'dtmf' | 'speech'): boolean {
  const { voice, tell } = acting;
  if (!voice.current) return true;
  if (!includes(voice.current.interruptible, input)) return false;
  const { text, durationMs } = voice.interrupt();
  acting.unsaid = '';
  tell({ type: 'interrupt', utteranceUntilInterrupt: text, durationUntilInterruptMs: durationMs });
  return true;
}

function warn(acting: Acting, description: string): void {
  const { stage, config, tell } = acting;
  tell({ type: 'error', description });
  acting.warnings += 1;
  if (acting.warnings > mostWarnings) return;
  const message = acting.warnings === mostWarnings ? `${description} (no more such warnings follow)` : description;
  const { url } = config;
  noteCall(stage.exchange, stage.line.callSid, { type: 'warned', code: 64107, message, level: 'error', url });
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
