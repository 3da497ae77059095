import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeKeys } from '#runtime/keys';
import { encryptedStorage } from './encrypted.ts';
import { headerBytes, plainChunk, storedChunk } from './envelope.ts';
import { localBucket } from './local.ts';
import { StorageError } from './storage.ts';

const keysOf = (byte: number) =>
  makeKeys({
    encryptionKey: Buffer.alloc(32, byte).toString('base64'),
    dataDir: '/nowhere',
    tokens: { secret: undefined, external: undefined },
  });

let folder: string;
let written = 0;
const storageWith = (byte: number) =>
  encryptedStorage(
    localBucket(folder, () => String(written++)),
    keysOf(byte),
  );
let storage: ReturnType<typeof storageWith>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offhook-encrypted-'));
  storage = storageWith(1);
});
afterAll(() => rm(folder, { recursive: true }));

/** Bytes that differ from chunk to chunk and from place to place. */
function plainOf(length: number): Buffer {
  const plain = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) plain[at] = (at * 7 + Math.floor(at / plainChunk) * 31) & 0xff;
  return plain;
}

const fileOf = (key: string) => join(folder, key);
const rangeOf = async (key: string, start: number, end: number) =>
  Buffer.concat(await storage.open(key, { start, end }).toArray());
const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0;

async function reasonFor(key: string, from = storage): Promise<string> {
  try {
    await from.read(key);
    return 'none';
  } catch (error) {
    return error instanceof StorageError ? error.reason : String(error);
  }
}

/** Writes an object, changes its file and says how reading ends. */
async function afterChange(length: number, change: (stored: Buffer) => Buffer): Promise<string> {
  const key = 'tenant/changed.wav';
  await storage.write(key, plainOf(length));
  await writeFile(fileOf(key), change(await readFile(fileOf(key))));
  return reasonFor(key);
}

const edges = [0, 1, 2, 3].flatMap((chunks) => [-2, -1, 0, 1, 2].map((more) => chunks * plainChunk + more));
const sizes = [...edges.filter((size) => size >= 0), 200_000];

describe('round trip', () => {
  test.each(sizes)('%i bytes come back, in any pieces they are given in', async (size) => {
    const plain = plainOf(size);
    const pieces = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(pieces, async (lengths) => {
        const given: Buffer[] = [];
        let at = 0;
        for (const length of lengths) {
          given.push(plain.subarray(at, at + length));
          at += length;
        }
        given.push(plain.subarray(at));
        const { bytes } = await storage.write('tenant/pieces.wav', Readable.from(given));
        expect(bytes).toBe(size);
        expect(same(await storage.read('tenant/pieces.wav'), plain)).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  test('the size and the hash are those of what was given', async () => {
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    expect(await storage.write('tenant/abc', Buffer.from('abc'))).toEqual({
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
  });

  test('any range is the slice of the plain bytes', async () => {
    const size = 3 * plainChunk + 17;
    const plain = plainOf(size);
    await storage.write('tenant/ranges.wav', plain);
    const near = fc.constantFrom(...sizes.filter((at) => at < size));
    const place = fc.oneof(near, fc.integer({ min: 0, max: size + 10 }));
    await fc.assert(
      fc.asyncProperty(place, place, async (one, other) => {
        const [start, end] = one < other ? [one, other] : [other, one];
        expect(same(await rangeOf('tenant/ranges.wav', start, end), plain.subarray(start, end + 1))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('a range of an empty object is empty', async () => {
    await storage.write('tenant/empty', Buffer.alloc(0));
    expect(await rangeOf('tenant/empty', 0, 5)).toHaveLength(0);
    expect(await storage.read('tenant/empty')).toHaveLength(0);
  });
});

describe('what lies on the disk', () => {
  test('says nothing of what was written, not even that the same was written twice', async () => {
    const spoken = Buffer.from('my card number is 4111 1111 1111 1111; '.repeat(5000));
    await storage.write('tenant/one.wav', spoken);
    await storage.write('tenant/two.wav', spoken);
    const [one, two] = [await readFile(fileOf('tenant/one.wav')), await readFile(fileOf('tenant/two.wav'))];
    expect(one.includes('card')).toBe(false);
    expect(one.includes('4111')).toBe(false);
    const blocksOf = (stored: Buffer) =>
      Array.from({ length: 5000 }, (_, index) =>
        stored.toString('hex', headerBytes + index * 16, headerBytes + index * 16 + 16),
      );
    const blocks = [...blocksOf(one), ...blocksOf(two)];
    expect(new Set(blocks).size).toBe(blocks.length);
  });

  test('is readable by its owner only', async () => {
    await storage.write('tenant/mine.wav', Buffer.from('x'));
    if (process.platform !== 'win32') expect((await stat(fileOf('tenant/mine.wav'))).mode & 0o777).toBe(0o600);
  });

  test('never lies outside the folder', async () => {
    await expect(storage.write('../outside.wav', Buffer.from('x'))).rejects.toThrow('inside the storage');
    await expect(storage.read('../outside.wav')).rejects.toThrow('inside the storage');
  });
});

describe('damage is named', () => {
  test('a flipped bit anywhere in the header', async () => {
    for (let at = 0; at < headerBytes; at += 1) {
      const reason = await afterChange(10, (stored) => {
        stored.writeUInt8(stored.readUInt8(at) ^ (1 << (at % 8)), at);
        return stored;
      });
      expect(reason).toBe('damaged');
    }
  });

  test('a flipped bit anywhere in the chunks', async () => {
    const length = 2 * plainChunk + 5;
    const place = fc.integer({ min: headerBytes, max: headerBytes + length + 3 * 16 - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const reason = await afterChange(length, (stored) => {
          stored.writeUInt8(stored.readUInt8(at) ^ (1 << bit), at);
          return stored;
        });
        expect(reason).toBe('damaged');
      }),
      { numRuns: 50 },
    );
  });

  const chunk = (stored: Buffer, index: number) =>
    stored.subarray(headerBytes + index * storedChunk, headerBytes + (index + 1) * storedChunk);
  const rebuilt =
    (...order: number[]) =>
    (stored: Buffer) =>
      Buffer.concat([stored.subarray(0, headerBytes), ...order.map((index) => chunk(stored, index))]);

  test.each([
    ['two chunks swapped', rebuilt(1, 0, 2, 3)],
    ['a chunk left out', rebuilt(0, 2, 3)],
    ['a chunk repeated', rebuilt(0, 1, 1, 2, 3)],
    ['the last chunk cut off', rebuilt(0, 1, 2)],
    ['all chunks cut off', rebuilt()],
    ['one byte cut off', (stored: Buffer) => stored.subarray(0, -1)],
    ['the end of the header cut off', (stored: Buffer) => stored.subarray(0, headerBytes - 1)],
    ['everything cut off', () => Buffer.alloc(0)],
    ['a byte added', (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(1)])],
    ['an empty chunk added', (stored: Buffer) => Buffer.concat([stored, Buffer.alloc(16)])],
  ])('%s', async (_what, change) => {
    expect(await afterChange(3 * plainChunk + 9, change)).toBe('damaged');
    expect(await afterChange(4 * plainChunk, change)).toBe('damaged');
  });

  test('an object cut to nothing but a header is not an empty object', async () => {
    expect(await afterChange(0, (stored) => stored.subarray(0, headerBytes))).toBe('damaged');
    expect(await afterChange(5, (stored) => stored.subarray(0, headerBytes + 16))).toBe('damaged');
  });

  test('an object under the name of another, of the same and of another workspace', async () => {
    await storage.write('tenant-1/a.wav', Buffer.from('of the first'));
    const stored = await readFile(fileOf('tenant-1/a.wav'));
    for (const key of ['tenant-1/b.wav', 'tenant-2/a.wav']) {
      await storage.write(key, Buffer.from('x'));
      await writeFile(fileOf(key), stored);
      expect(await reasonFor(key)).toBe('damaged');
    }
  });

  test('an object that another key wrote', async () => {
    await storageWith(2).write('tenant/theirs.wav', Buffer.from('x'));
    expect(await reasonFor('tenant/theirs.wav')).toBe('damaged');
    expect(await reasonFor('tenant/theirs.wav', storageWith(2))).toBe('none');
  });

  test('plain text that nobody of us wrote', async () => {
    expect(await afterChange(1, () => Buffer.from('<html>'.repeat(100)))).toBe('damaged');
  });

  test('a stream gives what is whole and then the error, never what is damaged', async () => {
    await storage.write('tenant/half.wav', plainOf(3 * plainChunk));
    const stored = await readFile(fileOf('tenant/half.wav'));
    stored.writeUInt8(stored.readUInt8(headerBytes + storedChunk + 5) ^ 1, headerBytes + storedChunk + 5);
    await writeFile(fileOf('tenant/half.wav'), stored);
    const seen: Buffer[] = [];
    const reading = (async () => {
      for await (const piece of storage.open('tenant/half.wav')) seen.push(piece);
    })();
    await expect(reading).rejects.toThrow(StorageError);
    expect(same(Buffer.concat(seen), plainOf(plainChunk))).toBe(true);
    // A range opens its own chunks alone.
    expect(
      same(
        await rangeOf('tenant/half.wav', 2 * plainChunk, 2 * plainChunk),
        plainOf(3 * plainChunk).subarray(2 * plainChunk, 2 * plainChunk + 1),
      ),
    ).toBe(true);
  });
});

test('WAV from before there was encryption is heard, whole and in ranges', async () => {
  const wave = Buffer.concat([Buffer.from('RIFF'), plainOf(2 * plainChunk)]);
  await storage.write('tenant/old.wav', Buffer.from('x'));
  await writeFile(fileOf('tenant/old.wav'), wave);
  expect(same(await storage.read('tenant/old.wav'), wave)).toBe(true);
  expect(same(await rangeOf('tenant/old.wav', 70_000, 80_000), wave.subarray(70_000, 80_001))).toBe(true);
  expect(same(await rangeOf('tenant/old.wav', 131_000, 999_999), wave.subarray(131_000))).toBe(true);
  expect(await rangeOf('tenant/old.wav', 200_000, 999_999)).toHaveLength(0);
});

test('a source that breaks, or ends early, leaves nothing', async () => {
  async function* breaks(): AsyncGenerator<Buffer> {
    yield plainOf(100_000);
    throw new Error('The line broke.');
  }
  await expect(storage.write('tenant/broken.wav', Readable.from(breaks()))).rejects.toThrow('The line broke.');
  const cut = new Readable({ read: () => undefined });
  cut.push(plainOf(10));
  cut.destroy();
  await expect(storage.write('tenant/broken.wav', cut)).rejects.toThrow();
  expect(await reasonFor('tenant/broken.wav')).toBe('missing');
  expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
});

test('a source is closed when the storage cannot take it', async () => {
  const source = Readable.from([Buffer.from('x')]);
  await expect(storage.write('../outside.wav', source)).rejects.toThrow();
  expect(source.destroyed).toBe(true);
});
