import { Worker } from 'node:worker_threads';
import { type Clock, realClock, type Timer } from '@offhook/kit';

/** The thread did not answer. */
export class ThreadEnded extends Error {
  override name = 'ThreadEnded';
  readonly how: 'died' | 'overran' | 'closed';

  constructor(how: ThreadEnded['how'], message: string) {
    super(message);
    this.how = how;
  }
}

/** A thread that answers one request at a time, in the order of asking. */
export interface Thread<Request, Reply> {
  /** @throws ThreadEnded */
  ask(request: Request, transfer?: ArrayBuffer[]): Promise<Reply>;
  /** Requests that wait for their turn. */
  waiting(): number;
  /** Fails what is under way or waiting. A later request starts a new thread. */
  close(): Promise<void>;
}

interface Job<Request, Reply> {
  request: Request;
  transfer: ArrayBuffer[];
  resolve: (reply: Reply) => void;
  reject: (error: ThreadEnded) => void;
}

/**
 * Starts with the first request, and anew after it died or overran; what waited behind such a request is answered by the
 * new one. It keeps the process alive only while somebody waits.
 *
 * @param script answers each message with one message, in their order
 * @param limitMs how long one request may take
 * @param clock the real one, since what is bounded is a processor
 */
export function makeThread<Request, Reply>(
  script: URL,
  limitMs: number,
  clock: Clock = realClock(),
): Thread<Request, Reply> {
  const queue: Job<Request, Reply>[] = [];
  let current: { job: Job<Request, Reply>; limit: Timer } | undefined;
  let worker: Worker | undefined;

  const finish = (settle: (job: Job<Request, Reply>) => void) => {
    const done = current;
    current = undefined;
    done?.limit.cancel();
    if (done) settle(done.job);
    advance();
  };
  const abandon = (how: 'died' | 'overran', reason: string) => {
    void worker?.terminate();
    worker = undefined;
    finish((job) => job.reject(new ThreadEnded(how, `The audio thread ${reason}`)));
  };
  const start = () => {
    // The heap of a thread; decoders have their memory outside it and are bounded by the size of the pieces given to them.
    const started = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: 192 } });
    started.on('error', (error) => worker === started && abandon('died', `failed: ${String(error)}`));
    started.on('exit', (code) => worker === started && abandon('died', `ended with code ${code}`));
    started.on('message', (reply: Reply) => worker === started && finish((job) => job.resolve(reply)));
    return started;
  };
  const advance = () => {
    if (current) return;
    const job = queue.shift();
    if (!job) return worker?.unref();
    worker ??= start();
    worker.ref();
    current = { job, limit: clock.after(limitMs, () => abandon('overran', `took more than ${limitMs} ms`)) };
    worker.postMessage(job.request, job.transfer);
  };

  return {
    ask: (request, transfer = []) =>
      new Promise((resolve, reject) => {
        queue.push({ request, transfer, resolve, reject });
        advance();
      }),
    waiting: () => queue.length,
    async close() {
      const stopping = worker;
      worker = undefined;
      for (const job of queue.splice(0)) job.reject(new ThreadEnded('closed', 'The audio thread was closed'));
      finish((job) => job.reject(new ThreadEnded('closed', 'The audio thread was closed')));
      await stopping?.terminate();
    },
  };
}
