import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '../refusal.ts';

const folder = fileURLToPath(new URL('../../../../web/dist/', import.meta.url));

/** Serves the built page; every address of the page that is no file answers index.html. */
export async function serveWebApp(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(folder, 'index.html'))) return;
  await server.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    setHeaders: (reply, path) => {
      const hashed = path.includes(`${join('dist', 'assets')}`);
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  server.get('/*', (request, reply) => {
    // A chunk of an earlier build that is gone is a missing file, not a page.
    if (/^\/(api|ws|assets)(\/|$)/.test(request.url)) throw new Refusal('request.not_found');
    return reply.sendFile('index.html');
  });
}
