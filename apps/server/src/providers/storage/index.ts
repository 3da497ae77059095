import { join } from 'node:path';
import type { Config } from '#runtime/config';
import { encryptedStorage } from './encrypted.ts';
import type { Wrapping } from './envelope.ts';
import { localBucket } from './local.ts';
import { s3Bucket } from './s3.ts';
import type { Storage } from './storage.ts';

export { type Storage, StorageError } from './storage.ts';

/** The storage that the configuration names; all of it is encrypted. */
export function makeStorage(
  { dataDir, storage }: Pick<Config, 'dataDir' | 'storage'>,
  wrapping: Wrapping,
  makeName: () => string,
): Storage {
  const bucket = storage.type === 's3' ? s3Bucket(storage) : localBucket(join(dataDir, 'recordings'), makeName);
  return encryptedStorage(bucket, wrapping);
}
