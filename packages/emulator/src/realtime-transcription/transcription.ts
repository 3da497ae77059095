import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import type { Line } from '../line.ts';
import { utc } from '../parameters.ts';
import { beginFork, type ForkRow, type ForkTrack, type TrackName, tracksOf } from '../streams/fork.ts';
import { followSpeech } from '../streams/speech.ts';
import { Interruption, type Task, until } from '../task.ts';
import { callOf } from '../world.ts';

/** What a real-time transcription was asked to be. */
export interface TranscriptionPlan {
  name?: string;
  track: TrackName;
  callback?: Target;
  inboundTrackLabel?: string;
  outboundTrackLabel?: string;
  partialResults: boolean;
  languageCode: string;
  engine: string;
  profanityFilter: boolean;
  speechModel: string;
  hints?: string;
  enableAutomaticPunctuation: boolean;
}

/** What a transcription is unless it is asked to be otherwise. */
export const usualTranscription = {
  track: 'both_tracks',
  partialResults: false,
  languageCode: 'en-US',
  engine: 'google',
  profanityFilter: true,
  speechModel: 'telephony',
  enableAutomaticPunctuation: true,
} as const satisfies TranscriptionPlan;

interface OpenTranscription {
  exchange: Exchange;
  line: Line;
  sid: string;
  plan: TranscriptionPlan;
  /** The number of the callback that was sent last. */
  sequence: number;
}

/**
 * Begins to write down what the parties of a call really say: the text is that of the script and of `<Say>`, not of a
 * recogniser, and is told when it has been said. What is asked of the recogniser (model, hints, profanity) changes
 * nothing but the callbacks.
 *
 * @throws ForkRefused as any fork
 * @see https://www.twilio.com/docs/voice/twiml/transcription (read 2026-11-21)
 */
export function startTranscription(exchange: Exchange, line: Line, plan: TranscriptionPlan): ForkRow {
  const asked = { kind: 'transcription', name: plan.name, tracks: tracksOf(plan.track) } as const;
  return beginFork(exchange, line, asked, (sid) => run({ exchange, line, sid, plan, sequence: 0 }));
}

const engines = ['google', 'deepgram'];

function* run(transcription: OpenTranscription): Task {
  const { exchange, line, plan } = transcription;
  if (!engines.includes(plan.engine)) return fail(transcription);
  tell(transcription, 'transcription-started', startParameters(plan));
  const ends = tracksOf(plan.track).map((track) =>
    followSpeech(exchange, line, track, {
      halfway: plan.partialResults ? (text) => tellContent(transcription, track, text, false) : undefined,
      ended: (text) => tellContent(transcription, track, text, true),
    }),
  );
  let how: 'told' | 'untold' = 'untold';
  try {
    yield* until<void>(() => () => undefined);
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') how = 'told';
    throw error;
  } finally {
    for (const end of ends) end(how);
    if (how === 'told') tell(transcription, 'transcription-stopped');
  }
}

// 32651: https://www.twilio.com/docs/api/errors/32651 (read 2026-11-21).
function fail(transcription: OpenTranscription): void {
  const { exchange, line, plan } = transcription;
  const message = `There is no transcription engine '${plan.engine}'; there are ${engines.join(' and ')}`;
  noteCall(exchange, line.callSid, { type: 'warned', code: 32651, message, level: 'error' });
  tell(transcription, 'transcription-error', { TranscriptionErrorCode: '32651', TranscriptionError: message });
}

function startParameters(plan: TranscriptionPlan): Record<string, string> {
  const provider = {
    profanityFilter: String(plan.profanityFilter),
    speechModel: plan.speechModel,
    enableAutomaticPunctuation: String(plan.enableAutomaticPunctuation),
    ...(plan.hints === undefined ? {} : { hints: plan.hints }),
  };
  return {
    ProviderConfiguration: JSON.stringify(provider),
    TranscriptionEngine: plan.engine,
    ...(plan.name === undefined ? {} : { Name: plan.name }),
    Track: plan.track,
    ...(plan.inboundTrackLabel === undefined ? {} : { InboundTrackLabel: plan.inboundTrackLabel }),
    ...(plan.outboundTrackLabel === undefined ? {} : { OutboundTrackLabel: plan.outboundTrackLabel }),
    PartialResults: String(plan.partialResults),
    LanguageCode: plan.languageCode,
  };
}

// What we say of our certainty: the text is always right.
const confidence = 0.99;
const stability = 0.9;

function tellContent(transcription: OpenTranscription, track: ForkTrack, text: string, isFinal: boolean): void {
  const { plan } = transcription;
  const transcript = plan.enableAutomaticPunctuation ? text : text.replace(/[.,;:!?]/g, '');
  tell(transcription, 'transcription-content', {
    LanguageCode: plan.languageCode,
    Track: `${track}_track`,
    TranscriptionData: JSON.stringify(isFinal ? { transcript, confidence } : { transcript }),
    Final: String(isFinal),
    ...(isFinal ? {} : { Stability: String(stability) }),
  });
}

// The number counts the callbacks of both tracks together, so it is in order on each of them.
function tell(transcription: OpenTranscription, event: string, more: Record<string, string> = {}): void {
  const { exchange, line, sid, plan } = transcription;
  if (!plan.callback) return;
  transcription.sequence += 1;
  const params: Record<string, string> = {
    AccountSid: callOf(exchange.world, line.callSid).accountSid,
    CallSid: line.callSid,
    TranscriptionSid: sid,
    Timestamp: withMicroseconds(exchange.clock.nowMs()),
    SequenceId: String(transcription.sequence),
    TranscriptionEvent: event,
    ...more,
  };
  spawn(exchange, deliver(exchange, line.callSid, plan.callback, params));
}

function withMicroseconds(atMs: number): string {
  return utc(atMs).toISOString().replace('Z', '000Z');
}
