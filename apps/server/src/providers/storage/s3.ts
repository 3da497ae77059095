import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '#runtime/config';
import type { Bucket } from './bucket.ts';
import { StorageError } from './storage.ts';

export type S3Options = Omit<Extract<Config['storage'], { type: 's3' }>, 'type'>;

/** A bucket in S3 or in what speaks S3. Big objects go up in parts; until the last is there, none is seen. */
export function s3Bucket(options: S3Options): Bucket {
  const { bucket: Bucket } = options;
  let connected: ReturnType<typeof connect> | undefined;
  // Connecting once is enough; it begins with the first use, because the SDK takes 0.1 s to load.
  const s3 = () => {
    connected ??= connect(options);
    return connected;
  };
  return {
    async put(key, content) {
      const { client, Upload } = await s3();
      const params = { Bucket, Key: key, Body: Readable.from(content, { objectMode: false }) };
      // Memory: two parts of 5 MiB, the smallest that S3 takes.
      await new Upload({ client, params, queueSize: 2 }).done();
    },
    async get(key, { start, end }) {
      const { client, sdk } = await s3();
      const request = new sdk.GetObjectCommand({ Bucket, Key: key, Range: `bytes=${start}-${end}` });
      const { Body, ContentRange } = await client.send(request).catch((error: unknown) => {
        throw storageErrorOf(error, key) ?? error;
      });
      if (!(Body instanceof Readable)) throw new Error('The S3 server answered without content.');
      const size = Number(ContentRange?.split('/')[1]);
      if (Number.isSafeInteger(size)) return { size, content: Body };
      Body.destroy();
      throw new Error('The S3 server does not answer range requests.');
    },
    async remove(key) {
      const { client, sdk } = await s3();
      await client.send(new sdk.DeleteObjectCommand({ Bucket, Key: key }));
    },
    // Parts of an upload that was cut off are no objects; a lifecycle rule of the bucket ends them
    // (docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html, read 2026-11-21).
    async clearLeftovers() {},
  };
}

async function connect({ region, endpoint, forcePathStyle, credentials }: S3Options) {
  const [sdk, { Upload }] = await Promise.all([import('@aws-sdk/client-s3'), import('@aws-sdk/lib-storage')]);
  const client: S3Client = new sdk.S3Client({
    region,
    forcePathStyle,
    ...(endpoint && { endpoint }),
    ...(credentials && { credentials }),
    // Since 3.729 (January 2025) the SDK adds checksums that servers older than that refuse; each chunk has its own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5000, requestTimeout: 120_000, throwOnRequestTimeout: true },
  });
  return { sdk, client, Upload };
}

function storageErrorOf(error: unknown, key: string): StorageError | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'NoSuchKey') return new StorageError('missing', key, { cause: error });
  // The object ends before the range begins: none of ours is that short.
  return error.name === 'InvalidRange' ? new StorageError('damaged', key, { cause: error }) : undefined;
}
