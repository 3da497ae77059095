import { createHmac, randomUUID } from 'node:crypto';
import type { Id } from '@offhook/kit';
import { expect, test } from 'vitest';
import { sameBytes } from '#runtime/keys';
import { readAttemptToken, writeAttemptToken } from './attempt-token.ts';

const mac = (data: Uint8Array) => createHmac('sha256', 'key').update(data).digest().subarray(0, 16);
const token = { tenantId: randomUUID() as Id<'workspace'>, attemptId: randomUUID() as Id<'attempt'> };
const issued = new Date('2026-11-02T15:00:00Z');
const text = writeAttemptToken(token, issued, mac);

test('a token reads back as what was written, in one segment of a path', () => {
  expect(text).toMatch(/^[\w-]{67}$/);
  expect(readAttemptToken(text, issued, mac, sameBytes)).toEqual(token);
});

test('a token of another key, a changed one and a mangled one are none', () => {
  const otherMac = (data: Uint8Array) => createHmac('sha256', 'other').update(data).digest().subarray(0, 16);
  expect(readAttemptToken(text, issued, otherMac, sameBytes)).toBeUndefined();
  for (let at = 0; at < text.length; at += 1) {
    const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
    expect(readAttemptToken(changed, issued, mac, sameBytes)).toBeUndefined();
  }
  for (const mangled of ['', text.slice(1), `${text}A`, `${text}=`, '%00']) {
    expect(readAttemptToken(mangled, issued, mac, sameBytes)).toBeUndefined();
  }
});

test('a token is dead after three days', () => {
  expect(readAttemptToken(text, new Date('2026-11-05T23:00:00Z'), mac, sameBytes)).toEqual(token);
  expect(readAttemptToken(text, new Date('2026-11-06T15:00:00Z'), mac, sameBytes)).toBeUndefined();
});
