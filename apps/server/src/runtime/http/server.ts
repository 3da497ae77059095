import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { formatId, type Ids } from '@offhook/kit';
import Fastify, { type FastifyInstance } from 'fastify';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { Refusal } from '../refusal.ts';
import type { Telemetry } from '../telemetry.ts';
import { makeLanes, openLanes } from './fast-lane.ts';
import { answerError, bodyLimitBytes } from './problem.ts';

/** An empty HTTP server with our manners: sizes, errors, security headers, request ids, timings. */
export async function makeHttpServer(
  config: Pick<Config, 'trustedProxies'>,
  { ids, log, telemetry }: { ids: Ids; log: Log; telemetry: Telemetry },
): Promise<FastifyInstance> {
  const { lanes, serverFactory } = makeLanes();
  const server = Fastify({
    bodyLimit: bodyLimitBytes,
    serverFactory,
    // A little more than somebody has to send a file (spool.ts), who is then told so.
    requestTimeout: 150_000,
    forceCloseConnections: 'idle',
    genReqId: () => formatId('request', ids.next('request')),
    // Only for the limits of sign-in; addresses in URLs come from PUBLIC_URL and never from a header.
    trustProxy: config.trustedProxies ?? false,
    routerOptions: { maxParamLength: 300 },
  });
  openLanes(server, lanes);
  server.setErrorHandler((error, request, reply) => answerError(error, request, reply, log));
  server.setNotFoundHandler((request, reply) => answerError(new Refusal('request.not_found'), request, reply, log));
  server.removeContentTypeParser('text/plain');
  await server.register(cookie);
  await server.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'", 'ws:', 'wss:'],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
      },
    },
    strictTransportSecurity: false,
    crossOriginEmbedderPolicy: false,
  });
  server.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  server.addHook('onResponse', async (request, reply) => {
    const labels = { route: request.routeOptions.url ?? 'none', method: request.method, status: reply.statusCode };
    telemetry.httpSeconds.observe(labels, reply.elapsedTime / 1000);
    log.debug({ ...labels, request_id: request.id, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  return server;
}
