import { type Id, isUuid } from '@offhook/kit';

/** The opaque last segment of every URL that we give to the carrier: tenant, attempt, day of issue, and our MAC. */
export interface AttemptToken {
  tenantId: Id<'workspace'>;
  attemptId: Id<'attempt'>;
}

/** A call lasts a day at most; a URL that is older is replayed. */
const lifeDays = 3;
const dayMs = 86_400_000;

export function writeAttemptToken(token: AttemptToken, at: Date, mac: (data: Uint8Array) => Uint8Array): string {
  const data = Buffer.alloc(34);
  data.set(uuidBytes(token.tenantId), 0);
  data.set(uuidBytes(token.attemptId), 16);
  data.writeUInt16BE(Math.floor(at.getTime() / dayMs), 32);
  return Buffer.concat([data, mac(data)]).toString('base64url');
}

/** The token, or undefined when it is not one of ours or too old. */
export function readAttemptToken(
  text: string,
  now: Date,
  mac: (data: Uint8Array) => Uint8Array,
  same: (one: Uint8Array, other: Uint8Array) => boolean,
): AttemptToken | undefined {
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== 50 || bytes.toString('base64url') !== text) return undefined;
  const data = bytes.subarray(0, 34);
  if (!same(mac(data), bytes.subarray(34))) return undefined;
  const age = Math.floor(now.getTime() / dayMs) - data.readUInt16BE(32);
  const [tenant, attempt] = [uuidText(data.subarray(0, 16)), uuidText(data.subarray(16, 32))];
  if (age > lifeDays || !isUuid(tenant) || !isUuid(attempt)) return undefined;
  // The MAC proves that we wrote these ids.
  return { tenantId: tenant as Id<'workspace'>, attemptId: attempt as Id<'attempt'> };
}

function uuidBytes(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
