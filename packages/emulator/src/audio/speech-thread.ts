import { Worker } from 'node:worker_threads';
import type { Samples } from './samples.ts';
import type { SpeechReply, SpeechRequest } from './speech-worker.ts';

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

interface Job {
  request: SpeechRequest;
  resolve: (samples: Samples) => void;
  reject: (error: SpeechFailed) => void;
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
  const waiting: Job[] = [];
  let current: Job | undefined;
  let worker: Worker | undefined;

  const start = () => {
    const started = new Worker(script);
    let reason = '';
    started.on('error', (error) => {
      reason = `: ${String(error)}`;
    });
    started.on('message', (reply: SpeechReply) => {
      if (worker === started) finish(reply);
    });
    started.on('exit', (code) => {
      if (worker !== started) return;
      worker = undefined;
      finish({ problem: `The speech thread ended with code ${code}${reason}` });
    });
    return started;
  };

  const advance = () => {
    if (current) return;
    current = waiting.shift();
    if (!current) {
      worker?.unref();
      return;
    }
    worker ??= start();
    // An unreferenced thread would let the process end under the feet of the one who waits.
    worker.ref();
    worker.postMessage(current.request);
  };

  const finish = (reply: SpeechReply) => {
    const done = current;
    current = undefined;
    if ('samples' in reply) done?.resolve(reply.samples);
    else done?.reject(new SpeechFailed(reply.problem));
    advance();
  };

  return {
    say: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        advance();
      }),
    close: async () => {
      const stopping = worker;
      const failed = [current, ...waiting.splice(0)];
      worker = undefined;
      current = undefined;
      for (const job of failed) job?.reject(new SpeechFailed('The speech thread was closed'));
      await stopping?.terminate();
    },
  };
}
