import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { StartupProblem } from './startup-problem.ts';

/** Keys that are all derived from one master key, each for one purpose. */
export interface Keys {
  /** Signs access tokens. */
  token: Uint8Array;
  /** Seals a secret for one place (`tenant/table.column`); opened at another place it is refused. */
  seal(place: string, secret: string): Buffer;
  open(place: string, sealed: Buffer): string;
  /** The same for the key of one stored object. */
  wrapKey(place: string, dataKey: Uint8Array): Buffer;
  unwrapKey(place: string, wrapped: Uint8Array): Buffer;
  /** 16 bytes that prove that we wrote `data`. */
  mac(data: Uint8Array): Buffer;
}

export function makeKeys(config: Pick<Config, 'encryptionKey' | 'dataDir' | 'tokens'>): Keys {
  const master = config.encryptionKey ? Buffer.from(config.encryptionKey, 'base64') : keyFromFile(config.dataDir);
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', master, '', `offhook/${purpose}`, 32));
  const sealing = derive('sealing');
  const wrapping = derive('wrapping');
  const macKey = derive('mac');
  return {
    token: config.tokens.secret ? createHash('sha256').update(config.tokens.secret).digest() : derive('token'),
    seal: (place, secret) => seal(sealing, place, Buffer.from(secret)),
    open: (place, sealed) => open(sealing, place, sealed).toString('utf8'),
    wrapKey: (place, dataKey) => seal(wrapping, place, dataKey),
    unwrapKey: (place, wrapped) => open(wrapping, place, wrapped),
    mac: (data) => createHmac('sha256', macKey).update(data).digest().subarray(0, 16),
  };
}

function seal(key: Buffer, place: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function open(key: Buffer, place: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]);
}

/** For what is looked up by its value but must not be readable in the database: tokens are long and random, so one hash does. */
export function secretHash(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** True when both are the same, in a time that does not tell where they differ. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

function keyFromFile(dataDir: string): Buffer {
  const file = join(dataDir, 'encryption.key');
  try {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) {
      throw new StartupProblem(`The key file ${file} cannot be written. Check the rights on the data folder.`);
    }
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new StartupProblem(`The key file ${file} is damaged. Restore it from a backup.`);
  return key;
}
