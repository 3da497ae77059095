import { type Id, isUuid } from '@offhook/kit';

/** What an address of audio names: whose, which, and until when it is served. */
export interface MediaToken {
  tenantId: Id<'workspace'>;
  mediaId: Id<'media'>;
  until: Date;
}

// Set before what is signed: a token of another purpose must never pass for one of ours.
const purpose = Buffer.from('media');

export function writeMediaToken(token: MediaToken, mac: (data: Uint8Array) => Uint8Array): string {
  const data = Buffer.alloc(36);
  data.set(Buffer.from(token.tenantId.replaceAll('-', ''), 'hex'), 0);
  data.set(Buffer.from(token.mediaId.replaceAll('-', ''), 'hex'), 16);
  data.writeUInt32BE(Math.floor(token.until.getTime() / 1000), 32);
  return Buffer.concat([data, mac(Buffer.concat([purpose, data]))]).toString('base64url');
}

/** The token, or undefined when it is none of ours or its time is over. */
export function readMediaToken(
  text: string,
  now: Date,
  mac: (data: Uint8Array) => Uint8Array,
  same: (one: Uint8Array, other: Uint8Array) => boolean,
): MediaToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length <= 36 || bytes.toString('base64url') !== text) return undefined;
  const data = bytes.subarray(0, 36);
  if (!same(mac(Buffer.concat([purpose, data])), bytes.subarray(36))) return undefined;
  const until = new Date(data.readUInt32BE(32) * 1000);
  const [tenant, media] = [uuidText(data.subarray(0, 16)), uuidText(data.subarray(16, 32))];
  if (until <= now || !isUuid(tenant) || !isUuid(media)) return undefined;
  // The MAC proves that we wrote these ids.
  return { tenantId: tenant as Id<'workspace'>, mediaId: media as Id<'media'>, until };
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
