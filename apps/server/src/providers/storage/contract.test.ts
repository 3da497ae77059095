import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3';
import { makeIds, realClock, secureRandom } from '@offhook/kit';
import { afterAll, expect, test } from 'vitest';
import { makeKeys } from '#runtime/keys';
import type { Bucket } from './bucket.ts';
import { encryptedStorage } from './encrypted.ts';
import { localBucket } from './local.ts';
import { s3Bucket } from './s3.ts';
import { startS3 } from './start-s3.ts';
import { StorageError } from './storage.ts';

/** A place to try the contract on, and what lies in it beside whole objects: nothing, if the contract holds. */
interface Place {
  name: string;
  bucket: Bucket;
  leftovers(): Promise<unknown[]>;
  clear(): Promise<void>;
}

const ids = makeIds(realClock(), secureRandom());
const keys = makeKeys({
  encryptionKey: Buffer.alloc(32, 1).toString('base64'),
  dataDir: '/nowhere',
  tokens: { secret: undefined, external: undefined },
});

async function localPlace(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-storage-'));
  return {
    name: 'local disk',
    bucket: localBucket(folder, () => ids.next('event')),
    leftovers: async () => (await readdir(folder)).filter((name) => name.startsWith('.')),
    clear: () => rm(folder, { recursive: true }),
  };
}

const s3 = await startS3();

async function s3Places(): Promise<Place[]> {
  if (!s3) return [];
  const client = new S3Client({ ...s3.options, endpoint: s3.options.endpoint ?? '' });
  const Bucket = `offhook-test-${ids.next('event').replaceAll('_', '-').slice(-24)}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  const leftovers = async () => (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads ?? [];
  const clear = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket }));
    for (const { Key } of Contents) await client.send(new DeleteObjectCommand({ Bucket, Key }));
    await client.send(new DeleteBucketCommand({ Bucket }));
    client.destroy();
    await s3.stop();
  };
  return [{ name: 'S3', bucket: s3Bucket({ ...s3.options, bucket: Bucket }), leftovers, clear }];
}

const places = [await localPlace(), ...(await s3Places())];
afterAll(() => Promise.all(places.map(({ clear }) => clear())));

async function* bytesOf(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

async function* breaksAfter(mebibytes: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < mebibytes; sent += 1) yield Buffer.alloc(1 << 20, sent);
  throw new Error('The line broke.');
}

async function got(bucket: Bucket, key: string, start: number, end: number): Promise<{ size: number; text: string }> {
  const { size, content } = await bucket.get(key, { start, end });
  return { size, text: Buffer.concat(await content.toArray()).toString() };
}

const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof StorageError ? error.reason : 'another'),
  );

test.each(places)('$name gives what was put, whole and in ranges, and says its size', async ({ bucket }) => {
  await bucket.put('tenant/a.wav', bytesOf(Buffer.from('Hello, '), Buffer.from('carrier')));
  expect(await got(bucket, 'tenant/a.wav', 0, 13)).toEqual({ size: 14, text: 'Hello, carrier' });
  expect(await got(bucket, 'tenant/a.wav', 7, 9)).toEqual({ size: 14, text: 'car' });
  expect(await got(bucket, 'tenant/a.wav', 7, 900)).toEqual({ size: 14, text: 'carrier' });
});

test.each(places)('$name replaces what was there', async ({ bucket }) => {
  await bucket.put('tenant/b.wav', bytesOf(Buffer.from('a long first version')));
  await bucket.put('tenant/b.wav', bytesOf(Buffer.from('second')));
  expect(await got(bucket, 'tenant/b.wav', 0, 99)).toEqual({ size: 6, text: 'second' });
});

test.each(places)('$name names what is missing, also after it was removed, and removes twice', async ({ bucket }) => {
  await bucket.put('tenant/c.wav', bytesOf(Buffer.from('soon gone')));
  await bucket.remove('tenant/c.wav');
  await bucket.remove('tenant/c.wav');
  expect(await reasonOf(bucket.get('tenant/c.wav', { start: 0, end: 9 }))).toBe('missing');
  expect(await reasonOf(bucket.get('nobody/was/here.wav', { start: 0, end: 9 }))).toBe('missing');
});

test.each(places.flatMap((place) => [1, 12].map((mebibytes) => ({ ...place, mebibytes }))))(
  '$name keeps nothing of a write that breaks after $mebibytes MiB, and what was there before',
  async (place) => {
    const { bucket, mebibytes } = place;
    await bucket.put('tenant/d.wav', bytesOf(Buffer.from('the version before')));
    for (const key of ['tenant/d.wav', 'tenant/new.wav']) {
      await expect(bucket.put(key, breaksAfter(mebibytes))).rejects.toThrow('The line broke.');
    }
    expect(await got(bucket, 'tenant/d.wav', 0, 99)).toEqual({ size: 18, text: 'the version before' });
    expect(await reasonOf(bucket.get('tenant/new.wav', { start: 0, end: 9 }))).toBe('missing');
    expect(await place.leftovers()).toEqual([]);
  },
);

test.each(places)('$name carries an encrypted object of many parts, and any range of it', async ({ bucket }) => {
  const storage = encryptedStorage(bucket, keys);
  const plain = Buffer.alloc(12_000_001);
  for (let at = 0; at + 4 <= plain.length; at += 4) plain.writeUInt32BE(at, at);
  expect(await storage.write('tenant/big.wav', Readable.from([plain]))).toMatchObject({ bytes: plain.length });
  expect(Buffer.compare(await storage.read('tenant/big.wav'), plain)).toBe(0);
  for (const [start, end] of [
    [0, 0],
    [65_535, 65_536],
    [5_242_000, 5_400_000],
    [11_990_000, 12_000_000],
  ] as const) {
    const part = Buffer.concat(await storage.open('tenant/big.wav', { start, end }).toArray());
    expect(Buffer.compare(part, plain.subarray(start, end + 1))).toBe(0);
  }
});

test.each(places)('readers of $name who leave early keep no connection', async ({ bucket }) => {
  const storage = encryptedStorage(bucket, keys);
  await storage.write('tenant/left.wav', Buffer.alloc(3_000_000, 7));
  // The SDK has 50 connections.
  for (let reader = 0; reader < 60; reader += 1) {
    for await (const piece of storage.open('tenant/left.wav')) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
  }
  expect(await storage.read('tenant/left.wav')).toHaveLength(3_000_000);
});

test.each(places)('what was written elsewhere opens in $name under the same key only', async ({ bucket }) => {
  const elsewhere = await localPlace();
  await encryptedStorage(elsewhere.bucket, keys).write('tenant/moved.wav', Buffer.from('moved house'));
  const { content } = await elsewhere.bucket.get('tenant/moved.wav', { start: 0, end: 9999 });
  const stored = Buffer.concat(await content.toArray());
  await elsewhere.clear();
  await bucket.put('tenant/moved.wav', bytesOf(stored));
  await bucket.put('other/moved.wav', bytesOf(stored));
  const storage = encryptedStorage(bucket, keys);
  expect(Buffer.from(await storage.read('tenant/moved.wav')).toString()).toBe('moved house');
  expect(await reasonOf(storage.read('other/moved.wav'))).toBe('damaged');
});

test.each(places)('an object in $name that ends before our header is damaged', async ({ bucket }) => {
  await bucket.put('tenant/empty.wav', bytesOf());
  await bucket.put('tenant/short.wav', bytesOf(Buffer.from('OFFHOOK\x01')));
  const storage = encryptedStorage(bucket, keys);
  expect(await reasonOf(storage.read('tenant/empty.wav'))).toBe('damaged');
  expect(await reasonOf(storage.read('tenant/short.wav'))).toBe('damaged');
});

test.runIf(s3)('S3 that refuses us is not taken for an object that is missing', async () => {
  if (!s3) return;
  const credentials = { accessKeyId: 'test:tester', secretAccessKey: 'wrong' };
  const refused = s3Bucket({ ...s3.options, bucket: 'offhook-test', credentials });
  expect(await reasonOf(refused.get('tenant/a.wav', { start: 0, end: 9 }))).toBe('another');
  expect(await reasonOf(refused.put('tenant/a.wav', bytesOf(Buffer.from('x'))))).toBe('another');
  const noBucket = s3Bucket({ ...s3.options, bucket: 'offhook-no-such-bucket' });
  expect(await reasonOf(noBucket.get('tenant/a.wav', { start: 0, end: 9 }))).toBe('another');
});

test('what a killed write left on the local disk is cleared by its age, and nothing else is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'offhook-storage-'));
  const bucket = localBucket(folder, () => ids.next('event'));
  await bucket.clearLeftovers(new Date('2026-01-02'));
  await bucket.put('tenant/kept.wav', bytesOf(Buffer.from('kept')));
  for (const [name, day] of [
    ['.writing-old', '2026-01-01'],
    ['.writing-young', '2026-01-03'],
  ] as const) {
    await writeFile(join(folder, name), 'half');
    await utimes(join(folder, name), new Date(day), new Date(day));
  }
  await utimes(join(folder, 'tenant/kept.wav'), new Date('2026-01-01'), new Date('2026-01-01'));
  await bucket.clearLeftovers(new Date('2026-01-02'));
  expect((await readdir(folder, { recursive: true })).sort()).toEqual([
    '.writing-young',
    'tenant',
    join('tenant', 'kept.wav'),
  ]);
  await rm(folder, { recursive: true });
});
