import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keys } from '#runtime/keys';

// An object of ours: magic and version, then its own key, wrapped for the place where it lies, then chunks. Each chunk
// is sealed by AES-256-GCM with its index as the nonce, which never repeats under a key that seals one object only;
// index and "this is the last" are authenticated with it, so that chunks cannot be swapped, dropped or cut off.
const magic = Buffer.from('OFFHOOK\x01', 'latin1');
const keyBytes = 32;
const tagBytes = 16;
const wrappedBytes = 12 + keyBytes + tagBytes;
const cipherName = 'aes-256-gcm';

export const headerBytes = magic.length + wrappedBytes;
export const plainChunk = 65_536;
export const storedChunk = plainChunk + tagBytes;

export type Wrapping = Pick<Keys, 'wrapKey' | 'unwrapKey'>;

export function newHeader(wrapping: Wrapping, key: string): { header: Buffer; dataKey: Buffer } {
  const dataKey = randomBytes(keyBytes);
  return { header: Buffer.concat([magic, wrapping.wrapKey(placeOf(key), dataKey)]), dataKey };
}

export function isSealed(header: Buffer): boolean {
  return header.length === headerBytes && header.subarray(0, magic.length).equals(magic);
}

/** Before there was encryption, only WAV was kept; anything else without our magic is damage. */
export function isOldWave(header: Buffer): boolean {
  return header.subarray(0, 4).toString('latin1') === 'RIFF';
}

/** @throws when the header was changed, or written for another key of the storage */
export function dataKeyOf(wrapping: Wrapping, key: string, header: Buffer): Buffer {
  return wrapping.unwrapKey(placeOf(key), header.subarray(magic.length));
}

/** How many chunks an object of this stored size has and how many bytes they say; undefined when no object has it. */
export function shapeOf(storedSize: number): { chunks: number; plainSize: number } | undefined {
  const body = storedSize - headerBytes;
  const chunks = Math.ceil(body / storedChunk);
  const last = body - (chunks - 1) * storedChunk - tagBytes;
  // Only the chunk of an empty object is empty.
  if (chunks < 1 || last < 0 || (last === 0 && chunks > 1)) return undefined;
  return { chunks, plainSize: body - chunks * tagBytes };
}

export function sealChunk(dataKey: Buffer, index: number, isLast: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv(cipherName, dataKey, nonceOf(index)).setAAD(labelOf(index, isLast));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when this is not the chunk that was sealed at that index */
export function openChunk(dataKey: Buffer, index: number, isLast: boolean, sealed: Buffer): Buffer {
  const decipher = createDecipheriv(cipherName, dataKey, nonceOf(index), { authTagLength: tagBytes });
  decipher.setAAD(labelOf(index, isLast)).setAuthTag(sealed.subarray(-tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
}

const placeOf = (key: string) => `storage/${magic[magic.length - 1]}/${key}`;

function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

function labelOf(index: number, isLast: boolean): Buffer {
  const label = Buffer.alloc(5);
  label.writeUInt32BE(index);
  label.writeUInt8(isLast ? 1 : 0, 4);
  return label;
}
