import { expect, test } from 'vitest';
import { dialable, partyOf } from './telephone.ts';

test.each([
  ['+14155550100', '+14155550100'],
  ['+44 20 7946 0958', '+442079460958'],
  [' 14155550100', '+14155550100'],
  ['415-555-0100', '+14155550100'],
  ['1 (415) 555-0100', '+14155550100'],
  ['client:ann', undefined],
  ['12', undefined],
  ['', undefined],
])('%s is dialled as %s', (text, number) => {
  expect(dialable(text)).toBe(number);
});

test.each([
  ['415-555-0100', { kind: 'number', address: '+14155550100' }],
  ['client:bob', { kind: 'client', address: 'client:bob' }],
  ['Client:bob?room=7&a=b%20c', { kind: 'client', address: 'client:bob', parameters: { room: '7', a: 'b c' } }],
  ['sip:bob@example.com', { kind: 'sip', address: 'sip:bob@example.com' }],
  ['SIP:+1415@10.0.0.1:5061;transport=tls', { kind: 'sip', address: 'sip:+1415@10.0.0.1:5061;transport=tls' }],
  ['sips:a@[2001:db8::1]', { kind: 'sip', address: 'sips:a@[2001:db8::1]' }],
  ['sip:bob@example.com?X-Id=1', { kind: 'sip', address: 'sip:bob@example.com', parameters: { 'X-Id': '1' } }],
])('%s names somebody', (text, party) => {
  expect(partyOf(text)).toEqual(party);
});

test.each([
  ['12', 21211],
  ['', 21211],
  ['client:', 21211],
  ['client:two words', 21211],
  [`client:${'a'.repeat(257)}`, 21211],
  ['sip:', 21211],
  ['sip:a b@example.com', 21211],
  [`sip:bob@example.com?a=${'b'.repeat(1024)}`, 21227],
  ['sip:bob@example.com?a%20b=1', 21228],
  ['sip:bob@example.com?a=1%0d%0aVia:%20x', 21229],
])('%s names nobody: %i', (text, code) => {
  expect(() => partyOf(text)).toThrow(expect.objectContaining({ name: 'UnreadableParty', code }));
});
