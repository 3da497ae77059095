import type { Target } from '../call.ts';
import { deliver } from '../callbacks.ts';
import { type Exchange, noteCall, spawn } from '../exchange.ts';
import type { Heard, Line } from '../line.ts';
import { utc } from '../parameters.ts';
import { beginFork, type ForkRow, type TrackName, tracksOf } from '../streams/fork.ts';
import { onHearing } from '../streams/hearing.ts';
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
  speechModel?: string;
  hints?: string;
  enableAutomaticPunctuation: boolean;
}

interface OpenTranscription {
  exchange: Exchange;
  line: Line;
  sid: string;
  plan: TranscriptionPlan;
  /** The number of the callback that was sent last. */
  sequence: number;
  /** What is being said, whose end is still to be told. */
  pending: Set<() => void>;
}

/**
 * Begins to write down what the parties of a call really say: the text is that of the script and of `<Say>`, not of a
 * recogniser, and is told when it has been said. What is asked of the recogniser (model, hints, profanity) changes
 * nothing.
 *
 * @throws ForkRefused as any fork
 * @see https://www.twilio.com/docs/voice/twiml/transcription (read 2026-11-21)
 */
export function startTranscription(exchange: Exchange, line: Line, plan: TranscriptionPlan): ForkRow {
  const asked = { kind: 'transcription', name: plan.name, tracks: tracksOf(plan.track) } as const;
  return beginFork(exchange, line, asked, (sid) =>
    run({ exchange, line, sid, plan, sequence: 0, pending: new Set() }),
  );
}

const engines = ['google', 'deepgram'];

function* run(transcription: OpenTranscription): Task {
  const { exchange, line, plan } = transcription;
  if (!engines.includes(plan.engine)) return fail(transcription);
  tell(transcription, 'transcription-started', startParameters(plan));
  const unlisten = listen(transcription);
  try {
    yield* until<void>(() => () => undefined);
  } catch (error) {
    if (error instanceof Interruption && error.why !== 'stopped') {
      for (const finish of [...transcription.pending]) finish();
      tell(transcription, 'transcription-stopped');
    }
    throw error;
  } finally {
    unlisten();
    exchange.forks.delete(transcription.sid);
    for (const timer of line.timers) if (timers.has(timer)) timer.cancel();
  }
}
