import type { FastifyInstance } from 'fastify';
import { sendBytes } from '#runtime/http/byte-range';
import { readLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { audioById } from './actions.ts';

export const mediaPath = '/api/voice/media';

/** Serves audio to the carrier, and to nobody without an address that we gave out and whose time is not over. */
export function registerMediaDoor(server: FastifyInstance, ctx: Context): void {
  server.route<{ Params: { token: string } }>({
    method: ['GET', 'HEAD'],
    url: `${mediaPath}/:token`,
    handler: async (request, reply) => {
      const link = found(readLinkToken('media', request.params.token, ctx.clock.now(), ctx.keys.mac));
      const { bytes: size, sha256, storageKey } = found(await audioById(ctx, link.tenantId, link.id));
      reply.header('cache-control', 'private, max-age=3600');
      const open = (range: { start: number; end: number }) => ctx.storage.open(storageKey, range);
      return sendBytes(request, reply, { type: 'audio/wav', size, sha256, open });
    },
  });
}
