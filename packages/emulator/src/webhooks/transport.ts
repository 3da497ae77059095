import type { Overrides } from '../connection-overrides.ts';

/** A request on its way out. */
export interface Outgoing {
  method: 'GET' | 'POST';
  origin: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  overrides: Overrides;
  /** When the time for everything is over, on the clock of `performance.now()`. */
  deadlineMs: number;
  /** How much of a body of that content type is read. */
  mostBytes(contentType: string): number;
}

export interface Incoming {
  status: number;
  /** By lower-case name; of a name that comes twice the first. `set-cookie` is in `cookies`. */
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
  /** Whether more was sent than is read. */
  isTooLong: boolean;
}

/** Carries one request out and its answer in; throws {@link WebhookFailed}. */
export interface Transport {
  send(request: Outgoing): Promise<Incoming>;
  close(): void;
}

/** Without parameters, in lower case. */
export function contentTypeOf(headers: Record<string, string>): string {
  const header = headers['content-type'] ?? '';
  const end = header.indexOf(';');
  return (end < 0 ? header : header.slice(0, end)).trim().toLowerCase();
}
