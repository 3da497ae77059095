import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeKeys, sameBytes, secretHash } from './keys.ts';
import { StartupProblem } from './startup-problem.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'offhook-keys-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

const tokens = { secret: undefined, external: undefined };
const keysOf = (byte: number) =>
  makeKeys({ encryptionKey: Buffer.alloc(32, byte).toString('base64'), dataDir: '/nowhere', tokens });

test('what is sealed for a place is opened there and nowhere else', () => {
  const keys = keysOf(1);
  const sealed = keys.seal('tenant-1/table.column', 'sécret');
  expect(keys.open('tenant-1/table.column', sealed)).toBe('sécret');
  expect(() => keys.open('tenant-2/table.column', sealed)).toThrow();
  expect(() => keysOf(2).open('tenant-1/table.column', sealed)).toThrow();
});

test('the key of an object is unwrapped for its own place, and is no sealed secret', () => {
  const keys = keysOf(1);
  const dataKey = Buffer.alloc(32, 7);
  const wrapped = keys.wrapKey('storage/1/tenant/a.wav', dataKey);
  expect(wrapped).toHaveLength(60);
  expect(keys.unwrapKey('storage/1/tenant/a.wav', wrapped)).toEqual(dataKey);
  expect(() => keys.unwrapKey('storage/1/tenant/b.wav', wrapped)).toThrow();
  expect(() => keysOf(2).unwrapKey('storage/1/tenant/a.wav', wrapped)).toThrow();
  expect(() => keys.open('storage/1/tenant/a.wav', wrapped)).toThrow();
});

test('sealed twice, the same secret looks different', () => {
  const keys = keysOf(1);
  expect(keys.seal('place', 'secret').equals(keys.seal('place', 'secret'))).toBe(false);
  expect(keys.seal('place', 'secret').includes(Buffer.from('secret'))).toBe(false);
});

test('every changed byte and every shortened seal is refused', () => {
  const keys = keysOf(1);
  const sealed = keys.seal('place', 'secret');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    expect(() => keys.open('place', changed)).toThrow();
    expect(() => keys.open('place', sealed.subarray(0, at))).toThrow();
  }
});

test('each purpose has a key of its own, the same for the same master key', () => {
  expect(Buffer.from(keysOf(1).token)).toEqual(Buffer.from(keysOf(1).token));
  expect(keysOf(1).mac(Buffer.from('x'))).toEqual(keysOf(1).mac(Buffer.from('x')));
  expect(keysOf(1).mac(Buffer.from('x'))).toHaveLength(16);
  expect(keysOf(1).mac(Buffer.from('x'))).not.toEqual(keysOf(2).mac(Buffer.from('x')));
  expect(keysOf(1).mac(Buffer.from('x'))).not.toEqual(keysOf(1).mac(Buffer.from('y')));
});

test('without a key in the environment one is made, kept, and readable by its owner only', () => {
  const inside = join(dataDir, 'new');
  const first = makeKeys({ encryptionKey: undefined, dataDir: inside, tokens });
  const again = makeKeys({ encryptionKey: undefined, dataDir: inside, tokens });
  expect(again.open('place', first.seal('place', 'secret'))).toBe('secret');
  if (process.platform !== 'win32') expect(statSync(join(inside, 'encryption.key')).mode & 0o777).toBe(0o600);
});

test('a damaged key file is told and not replaced', () => {
  writeFileSync(join(dataDir, 'encryption.key'), 'short');
  expect(() => makeKeys({ encryptionKey: undefined, dataDir, tokens })).toThrow(StartupProblem);
});

test('a key file that cannot be written is told in a sentence', () => {
  writeFileSync(join(dataDir, 'file'), '');
  expect(() => makeKeys({ encryptionKey: undefined, dataDir: join(dataDir, 'file', 'below'), tokens })).toThrow(
    /cannot be written/,
  );
});

test('bytes are the same only when all are', () => {
  expect(sameBytes(secretHash('a'), secretHash('a'))).toBe(true);
  expect(sameBytes(secretHash('a'), secretHash('b'))).toBe(false);
  expect(sameBytes(secretHash('a'), new Uint8Array(3))).toBe(false);
});
