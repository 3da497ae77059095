import { openApi, type Route } from '@offhook/contract';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';

/** The OpenAPI document and a reference to read and try it; nothing is loaded from elsewhere. */
export async function serveReference(
  server: FastifyInstance,
  routes: readonly Route[],
  version: string,
): Promise<void> {
  const document = openApi(routes, version);
  server.get('/openapi.json', () => document);
  await server.register(scalar, {
    routePrefix: '/dev',
    configuration: { url: '/openapi.json', withDefaultFonts: false, telemetry: false, pageTitle: 'Offhook API' },
    hooks: {
      // The reference brings its own inline script; it holds no data of anybody's.
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', "default-src 'self' 'unsafe-inline' data: blob:; object-src 'none'");
        done();
      },
    },
  });
}
