import { Worker } from 'node:worker_threads';

/** A thread died, could not start or was closed before it answered; the message says which. */
export class ThreadEnded extends Error {
  override name = 'ThreadEnded';
}

/** A thread that answers one request at a time, in the order of asking. */
export interface Thread<Request, Reply> {
  /** @throws ThreadEnded when the thread dies or is closed */
  ask(request: Request): Promise<Reply>;
  /** Ends the thread and fails whatever is under way or waiting. A later request starts a new one. */
  close(): Promise<void>;
}

interface Job<Request, Reply> {
  request: Request;
  resolve: (reply: Reply) => void;
  reject: (error: ThreadEnded) => void;
}

/**
 * A thread that starts with the first request and starts again after it died. It keeps the process alive only while
 * somebody waits for it.
 *
 * @param script the file that runs in the thread; it posts one reply for each message, in their order
 * @param name what messages of failure call it, such as 'speech thread'
 * @example
 * const thread = makeThread<number, number>(new URL('./square-worker.ts', import.meta.url), 'squaring thread');
 * await thread.ask(3);
 */
export function makeThread<Request, Reply>(script: URL, name: string): Thread<Request, Reply> {
  const waiting: Job<Request, Reply>[] = [];
  let current: Job<Request, Reply> | undefined;
  let worker: Worker | undefined;

  const start = () => {
    const started = new Worker(script);
    let reason = '';
    started.on('error', (error) => {
      reason = `: ${String(error)}`;
    });
    started.on('message', (reply: Reply) => {
      if (worker === started) finish((job) => job.resolve(reply));
    });
    started.on('exit', (code) => {
      if (worker !== started) return;
      worker = undefined;
      finish((job) => job.reject(new ThreadEnded(`The ${name} ended with code ${code}${reason}`)));
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

  const finish = (settle: (job: Job<Request, Reply>) => void) => {
    const done = current;
    current = undefined;
    if (done) settle(done);
    advance();
  };

  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ request, resolve, reject });
        advance();
      }),
    close: async () => {
      const stopping = worker;
      const failed = [current, ...waiting.splice(0)];
      worker = undefined;
      current = undefined;
      for (const job of failed) job?.reject(new ThreadEnded(`The ${name} was closed`));
      await stopping?.terminate();
    },
  };
}
