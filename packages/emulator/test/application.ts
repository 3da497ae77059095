import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  path: string;
  method: string;
  url: string;
  params: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
}

export interface Reply {
  status?: number;
  type?: string;
  body?: string | Uint8Array;
  location?: string;
  headers?: Record<string, string>;
}

export type Answering = (request: Received) => string | Reply;

/** The application under test's place: a small server that answers by path and keeps every request. */
export interface Application {
  url: string;
  received: Received[];
  /** What a path answers: TwiML, or a whole reply. Paths without an answer get 204. */
  on(path: string, answer: Answering | string): void;
  at(path: string): Record<string, string>[];
  close(): Promise<void>;
}

export async function startApplication(): Promise<Application> {
  const received: Received[] = [];
  const answers = new Map<string, Answering | string>();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const address = new URL(request.url ?? '/', `http://${request.headers.host}`);
    const params = Object.fromEntries([
      ...address.searchParams,
      ...new URLSearchParams(Buffer.concat(chunks).toString('utf8')),
    ]);
    const one = {
      path: address.pathname,
      method: request.method ?? '',
      url: address.href,
      params,
      headers: request.headers,
    };
    received.push(one);
    const answer = answers.get(address.pathname);
    const given = typeof answer === 'function' ? answer(one) : answer;
    const reply: Reply = typeof given === 'string' ? { body: given, type: 'text/xml' } : (given ?? { status: 204 });
    response.statusCode = reply.status ?? 200;
    if (reply.type) response.setHeader('content-type', reply.type);
    for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
    if (reply.location) response.setHeader('location', reply.location);
    response.end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    on: (path, answer) => void answers.set(path, answer),
    at: (path) => received.filter((one) => one.path === path).map((one) => one.params),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
