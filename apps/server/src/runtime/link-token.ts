import { type Id, type IdKind, isUuid } from '@offhook/kit';
import type { Keys } from './keys.ts';
import { sameBytes } from './keys.ts';

/** What an address names that needs no sign-in: whose, which, and until when it is served. */
export interface LinkToken<Kind extends IdKind> {
  tenantId: Id<'workspace'>;
  id: Id<Kind>;
  until: Date;
}

const dataBytes = 36;

/** The last segment of such an address: nobody can guess it, and it ends by itself. */
export function writeLinkToken<Kind extends IdKind>(kind: Kind, token: LinkToken<Kind>, mac: Keys['mac']): string {
  const data = Buffer.alloc(dataBytes);
  data.set(Buffer.from(token.tenantId.replaceAll('-', ''), 'hex'), 0);
  data.set(Buffer.from(token.id.replaceAll('-', ''), 'hex'), 16);
  data.writeUInt32BE(Math.floor(token.until.getTime() / 1000), 32);
  return Buffer.concat([data, mac(withKind(kind, data))]).toString('base64url');
}

/** The token, or undefined when it is none of ours, of another kind, or its time is over. */
export function readLinkToken<Kind extends IdKind>(
  kind: Kind,
  text: string,
  now: Date,
  mac: Keys['mac'],
): LinkToken<Kind> | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= dataBytes || bytes.toString('base64url') !== text) return undefined;
  const data = bytes.subarray(0, dataBytes);
  if (!sameBytes(mac(withKind(kind, data)), bytes.subarray(dataBytes))) return undefined;
  const until = new Date(data.readUInt32BE(32) * 1000);
  const [tenant, id] = [uuidText(data.subarray(0, 16)), uuidText(data.subarray(16, 32))];
  if (until <= now || !isUuid(tenant) || !isUuid(id)) return undefined;
  // The MAC proves that we wrote these ids.
  return { tenantId: tenant as Id<'workspace'>, id: id as Id<Kind>, until };
}

// The kind is part of what is proven: a token for one kind of thing must never pass for another.
function withKind(kind: IdKind, data: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`link/${kind}/`), data]);
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
