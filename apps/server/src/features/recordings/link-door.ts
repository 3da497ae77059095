import type { FastifyInstance } from 'fastify';
import { readLinkToken } from '#runtime/link-token';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { linkPath, serveRecording } from './actions/serve.ts';
import type { ReadyRecording } from './recording.ts';
import { recordingById } from './store.ts';

/** Serves a recording to whoever holds a link that we gave out and that has not ended. */
export function openLinkDoor(server: FastifyInstance, ctx: Context): void {
  server.get<{ Params: { token: string } }>(`${linkPath}/:token`, async (request, reply) => {
    const link = found(readLinkToken('recording', request.params.token, ctx.clock.now(), ctx.keys.mac));
    const recording = await ctx.db.asTenant(link.tenantId, (tx) => recordingById(tx, link.id));
    const { storageKey, bytes, status } = found(recording);
    const ready = status === 'ready' && storageKey !== null && bytes !== null;
    const heard = found(ready ? ({ ...recording, storageKey, bytes } as ReadyRecording) : undefined);
    return serveRecording(ctx, heard, { request, reply }, { format: 'wav', download: false });
  });
}
