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
    configuration: {
      url: '/openapi.json',
      pageTitle: 'Offhook API',
      withDefaultFonts: false,
      telemetry: false,
      // All of these lead to Scalar's own hosts.
      agent: { disabled: true },
      mcp: { disabled: true },
      hideClientButton: true,
      showDeveloperTools: 'never',
    },
    hooks: {
      // The reference brings its own inline script and tries eval, which adds nothing to what inline scripts may do.
      onRequest: (_request, reply, done) => {
        reply.header('content-security-policy', policy);
        done();
      },
    },
  });
}

const policy =
  "default-src 'self' 'unsafe-inline' data: blob:; script-src 'self' 'unsafe-inline' 'unsafe-eval'; object-src 'none'";
