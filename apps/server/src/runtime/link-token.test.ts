import { createHmac } from 'node:crypto';
import type { Id } from '@offhook/kit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readLinkToken, writeLinkToken } from './link-token.ts';

const mac = (data: Uint8Array) => createHmac('sha256', 'key').update(data).digest().subarray(0, 16);
const now = new Date('2026-11-02T15:00:00Z');
const token = {
  // Made here, of the right kinds.
  tenantId: '0198c0de-0000-7000-8000-000000000001' as Id<'workspace'>,
  id: '0198c0de-0000-7000-8000-000000000002' as Id<'media'>,
  until: new Date('2026-11-02T15:05:00Z'),
};
const text = writeLinkToken('media', token, mac);

test('a link names what it was made for, until its time is over', () => {
  expect(readLinkToken('media', text, now, mac)).toEqual(token);
  expect(readLinkToken('media', text, token.until, mac)).toBeUndefined();
});

test('a link for one kind of thing is none for another', () => {
  expect(readLinkToken('recording', text, now, mac)).toBeUndefined();
});

test('a link that was changed anywhere, or made under another key, is none', () => {
  const bytes = Buffer.from(text, 'base64url');
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ flip;
      expect(readLinkToken('media', changed.toString('base64url'), now, mac)).toBeUndefined();
    }),
  );
  const other = (data: Uint8Array) => createHmac('sha256', 'other').update(data).digest().subarray(0, 16);
  expect(readLinkToken('media', text, now, other)).toBeUndefined();
});

test.each(['', 'x', '=', `${text}=`, ` ${text}`, text.slice(0, -1)])('%j is no link', (odd) => {
  expect(readLinkToken('media', odd, now, mac)).toBeUndefined();
});
