import { sign } from '@offhook/emulator';
import fc from 'fast-check';
import { validateRequest } from 'twilio/lib/webhooks/webhooks.js';
import { expect, test } from 'vitest';
import { signatureHolds } from './signatures.ts';

const authToken = '1'.repeat(32);
const piece = fc.string({ unit: fc.constantFrom(...'abzXY019-_.~%27+ &=\'"@:/é€'), maxLength: 12 });
const host = fc.constantFrom('phone.example.com', 'localhost', '[::1]', 'user:secret@phone.example.com');
const port = fc.constantFrom('', ':80', ':443', ':3000');
const scheme = fc.constantFrom('http://', 'https://', 'HTTPS://', '');
const url = fc
  .tuple(scheme, host, port, piece, fc.option(piece))
  .map(([start, name, number, path, query]) => `${start}${name}${number}/${path}${query === null ? '' : `?${query}`}`);
const params = fc.dictionary(piece, piece, { maxKeys: 6 });

/** The ways in which somebody may have written the address that they signed. */
const rewritten: readonly ((url: string) => string)[] = [
  (text) => text,
  (text) => text.replace(/:(80|443|3000)\//, '/'),
  (text) => text.replace(/^(https?:\/\/[^/]*?)(?::\d+)?\//, '$1:443/'),
  (text) => text.replace(/^(https?:\/\/[^/]*?)(?::\d+)?\//, '$1:80/'),
  (text) => (URL.canParse(text) ? new URL(text).href : text),
  (text) => text.replace('https', 'http'),
  (text) => `${text}x`,
];

test('a signature holds exactly where the validator of the SDK says so, whatever the URL and the parameters', () => {
  fc.assert(
    fc.property(url, params, fc.constantFrom(...rewritten), fc.boolean(), (asked, sent, rewrite, isOurs) => {
      const signature = sign(isOurs ? authToken : '2'.repeat(32), rewrite(asked), sent);
      expect(signatureHolds({ authToken, signature, url: asked, params: sent })).toBe(bySdk(signature, asked, sent));
    }),
    { numRuns: 2000, seed: 7 },
  );
});

function bySdk(signature: string, asked: string, sent: Record<string, string>): boolean {
  try {
    return validateRequest(authToken, signature, asked, sent);
  } catch {
    return false;
  }
}

test.each([undefined, '', 'x', '='.repeat(400)])('%j is no signature', (signature) => {
  expect(signatureHolds({ authToken, signature, url: 'https://phone.example.com/x', params: { A: '1' } })).toBe(false);
});

test('without a token nothing is signed', () => {
  const url = 'https://phone.example.com/x';
  expect(signatureHolds({ authToken: '', signature: sign('', url, {}), url, params: {} })).toBe(false);
});
