import { formatId, type Id } from '@offhook/kit';
import { readLinkToken, writeLinkToken } from '#runtime/link-token';
import type { Context } from '../../../context.ts';

/** A test call begins at once. */
const linkLifeMs = 600_000;

/** Where the emulator asks what to do with a call that tries one version of a flow, whatever number it came to. */
export function testCallUrl(ctx: Context, tenantId: Id<'workspace'>, versionId: Id<'version'>): string {
  const until = new Date(ctx.clock.nowMs() + linkLifeMs);
  const token = writeLinkToken('version', { tenantId, id: versionId, until }, ctx.keys.mac);
  return `${ctx.publicUrl()}/api/voice/webhooks/twiml/inbound?flow=${token}`;
}

/** The version that `?flow=` of such an address names; undefined when it is none of ours, or late. */
export function readTestCall(
  ctx: Context,
  token: string,
): { tenantId: Id<'workspace'>; versionId: string } | undefined {
  const link = readLinkToken('version', token, ctx.clock.now(), ctx.keys.mac);
  return link && { tenantId: link.tenantId, versionId: formatId('version', link.id) };
}
