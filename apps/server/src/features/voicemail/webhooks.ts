import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { serveShared, sharePath } from './actions/audio.ts';

/** Plays a message to whoever holds a link that was shared and has not ended. */
export function openShareDoor(server: FastifyInstance, ctx: Context): void {
  server.get<{ Params: { token: string }; Querystring: { format?: string } }>(
    `${sharePath}/:token`,
    async (request, reply) =>
      serveShared(ctx, request.params.token, { request, reply }, request.query.format === 'mp3' ? 'mp3' : 'wav'),
  );
}
