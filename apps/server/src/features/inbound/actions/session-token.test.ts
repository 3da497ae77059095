import { newSession } from '@offhook/flow';
import type { Id } from '@offhook/kit';
import { expect, test } from 'vitest';
import { makeKeys } from '#runtime/keys';
import { type FlowToken, readFlowToken, writeFlowToken } from './session-token.ts';

const keysOf = (letter: string) =>
  makeKeys({
    encryptionKey: Buffer.from(letter.repeat(32)).toString('base64'),
    dataDir: '/nowhere',
    tokens: { secret: undefined },
  } as Parameters<typeof makeKeys>[0]); // of the tokens only the secret is read
const keys = keysOf('k');
const at = new Date('2026-11-02T15:00:00Z');
const token: FlowToken = {
  tenantId: '0198c0de-0000-7000-8000-000000000001' as Id<'workspace'>, // an id as the database would give it
  sid: `CA${'a'.repeat(32)}`,
  caller: '+14155550110',
  called: '+14155550199',
  at,
  session: {
    ...newSession('version_1', { caller: '+14155550110', called: '+14155550199' }),
    variables: { caller: '+14155550110', pin: '424242' },
    secrets: ['pin'],
    memo: { box: 'box_1' },
    turn: 2,
    asked: 0,
  },
  boxId: null,
  isSecret: true,
};

test('what was written is read, and nobody reads it on the way', () => {
  const text = writeFlowToken(token, keys);
  expect(readFlowToken(text, at, keys)).toEqual(token);
  expect(Buffer.from(text, 'base64url').includes('424242')).toBe(false);
});

test('a token of somebody else, a changed one, one too old and no token at all are none of ours', () => {
  const text = writeFlowToken(token, keys);
  const last = text.at(-8) === 'A' ? 'B' : 'A';
  const changed = text.slice(0, -8) + last + text.slice(-7);
  const later = new Date(at.getTime() + 4 * 86_400_000);
  expect(readFlowToken(text, at, keysOf('o'))).toBeUndefined();
  expect(readFlowToken(changed, at, keys)).toBeUndefined();
  expect(readFlowToken(text, later, keys)).toBeUndefined();
  expect(readFlowToken('', at, keys)).toBeUndefined();
  expect(readFlowToken('x'.repeat(9000), at, keys)).toBeUndefined();
});

test('the fullest session fits into an address', () => {
  const random = 'qwertzuiopasdfghjklyxcvbnm0123456789'.repeat(60).slice(0, 2000);
  const full = { ...token, session: { ...newSession('version_1', token), variables: { text: random } } };
  expect(writeFlowToken(full, keys).length).toBeLessThan(4000);
});
