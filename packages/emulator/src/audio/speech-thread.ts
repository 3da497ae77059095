import type { Samples } from './samples.ts';
import type { SpeechReply, SpeechRequest } from './speech-worker.ts';
import { makeThread, ThreadEnded } from './thread.ts';

/** The words could not be turned into sound; the message says why. */
export class SpeechFailed extends Error {
  override name = 'SpeechFailed';
}

/** A thread that speaks one request at a time, in the order of asking. */
export interface SpeechThread {
  /** @throws SpeechFailed when the synthesiser refuses, its thread dies or is closed */
  say(request: SpeechRequest): Promise<Samples>;
  /** Ends the thread and fails whatever is under way or waiting. A later request starts a new one. */
  close(): Promise<void>;
}

/**
 * A speech thread that starts with the first request and starts again after it died. It keeps the process alive only
 * while somebody waits for it.
 *
 * @param script the file that runs in the thread
 * @example
 * const thread = makeSpeechThread(new URL('./speech-worker.ts', import.meta.url));
 * await thread.say({ text: 'Hello', voice: 'slt', rate: 1, pitch: 1 });
 */
export function makeSpeechThread(script: URL): SpeechThread {
  const thread = makeThread<SpeechRequest, SpeechReply>(script, 'speech thread');
  return {
    say: async (request) => {
      const reply = await thread.ask(request).catch((error) => {
        throw error instanceof ThreadEnded ? new SpeechFailed(error.message) : error;
      });
      if ('samples' in reply) return reply.samples;
      throw new SpeechFailed(reply.problem);
    },
    close: thread.close,
  };
}
