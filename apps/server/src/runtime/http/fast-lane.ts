import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Clock } from '@offhook/kit';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';

/** Takes a request in front of Fastify; false when it is none of its own. */
export type Lane = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * The webhooks of a busy hour are nearly all that this server answers, and Fastify's hooks, parsers and replies cost
 * each more than the work itself. What a lane takes never reaches Fastify.
 */
export function makeLanes(): { lanes: Lane[]; serverFactory: FastifyServerFactory } {
  const lanes: Lane[] = [];
  return {
    lanes,
    serverFactory(handler, options) {
      const server = createServer(limits, (request, response) => {
        for (const lane of lanes) if (lane(request, response)) return;
        handler(request, response);
      });
      // As Fastify sets its own servers.
      server.keepAliveTimeout = Number(options.keepAliveTimeout);
      server.requestTimeout = Number(options.requestTimeout);
      return server;
    },
  };
}

/** Headers have less time than a file: without this a slow drip of them holds a connection for as long. */
const limits = { headersTimeout: 10_000, connectionsCheckingInterval: 5000, maxHeaderSize: 16 * 1024 };

const lanesOf = new WeakMap<FastifyInstance, Lane[]>();

export function openLanes(server: FastifyInstance, lanes: Lane[]): void {
  lanesOf.set(server, lanes);
}

export function addLane(server: FastifyInstance, lane: Lane): void {
  lanesOf.get(server)?.push(lane);
}

/** Reads a small body, as far as it is small and comes in time. Rejects when the sender goes away. */
export function readBody(
  request: IncomingMessage,
  { clock, limitBytes, limitMs }: { clock: Clock; limitBytes: number; limitMs: number },
): Promise<{ text: string } | 'large' | 'slow'> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limitBytes) return resolve('large');
    let first: Buffer | undefined;
    const more: Buffer[] = [];
    let bytes = 0;
    const late = clock.after(limitMs, () => resolve('slow'));
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > limitBytes) return resolve('large');
      if (first) more.push(chunk);
      else first = chunk;
    });
    request.on('end', () =>
      resolve({ text: (more.length === 0 ? first : Buffer.concat([first ?? empty, ...more]))?.toString() ?? '' }),
    );
    request.on('error', reject);
    request.on('close', () => {
      late.cancel();
      reject(new Error('the request was cut off'));
    });
  });
}

const empty = Buffer.alloc(0);
