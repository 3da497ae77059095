import type { FastifyInstance } from 'fastify';
import type { Context } from '../../context.ts';
import { linkedRecording, linkPath, serveRecording } from './actions/serve.ts';

/** Serves a recording to whoever holds a link that we gave out and that has not ended. */
export function openLinkDoor(server: FastifyInstance, ctx: Context): void {
  server.get<{ Params: { token: string }; Querystring: { format?: string } }>(
    `${linkPath}/:token`,
    async (request, reply) => {
      const recording = await linkedRecording(ctx, request.params.token);
      return serveRecording(
        ctx,
        recording,
        { request, reply },
        {
          format: request.query.format === 'mp3' ? 'mp3' : 'wav',
          download: false,
        },
      );
    },
  );
}
