import type { CallSummaryJson, SnapshotJson } from '../../../src/control/shapes.ts';
import type { Account } from './account.ts';
import { readEvents } from './event-stream.ts';

/** What the emulator refused, in its own words; `status` 0 when it did not answer at all. */
export class Refused extends Error {
  override name = 'Refused';
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export type Change = { type: 'snapshot'; snapshot: SnapshotJson } | { type: 'call'; call: CallSummaryJson };

/** The control API of the emulator that serves this page, with the credentials of one account. */
export interface Api {
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(path: string, body: unknown): Promise<Answer>;
  remove(path: string): Promise<void>;
  /** The bytes behind a path of the emulator, which the browser itself could not ask for without the credentials. */
  media(path: string): Promise<Blob>;
  /** Everything that changes, from now on, until the stream breaks or is no longer wanted. */
  changes(signal: AbortSignal): AsyncGenerator<Change>;
}

export function makeApi({ sid, token }: Account): Api {
  const headers = { authorization: `Basic ${btoa(`${sid}:${token}`)}` };
  const ask = async (path: string, init: RequestInit = {}) => {
    // With the browser's own credentials it would ask for a password itself whenever ours are refused.
    const response = await fetch(path, { ...init, headers, credentials: 'omit' }).catch(() => {
      throw new Refused(0, 'The emulator does not answer. Is it still running?');
    });
    if (!response.ok) throw await refusalOf(response);
    return response;
  };
  const control = (path: string, init?: RequestInit) => ask(`/emulator/v1${path}`, init);
  return {
    get: async (path) => (await control(path)).json(),
    post: async (path, body) => {
      const response = await control(path, { method: 'POST', body: JSON.stringify(body) });
      return response.status === 204 ? undefined : response.json();
    },
    remove: async (path) => {
      await control(path, { method: 'DELETE' });
    },
    media: async (path) => (await ask(path)).blob(),
    async *changes(signal) {
      const { body } = await control('/changes', { signal });
      for await (const { event, data } of readEvents(body)) {
        if (event === 'snapshot') yield { type: 'snapshot', snapshot: JSON.parse(data) };
        else if (event === 'call') yield { type: 'call', call: JSON.parse(data) };
      }
    },
  };
}

async function refusalOf(response: Response): Promise<Refused> {
  const body: unknown = await response.json().catch(() => undefined);
  const hasMessage = typeof body === 'object' && body !== null && 'message' in body;
  return new Refused(response.status, hasMessage ? String(body.message) : `The emulator answered ${response.status}.`);
}

export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
