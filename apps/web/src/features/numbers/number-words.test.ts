import { expect, test } from 'vitest';
import { capabilitiesInWords, priceInWords } from './number-words.ts';

test('a number says in words what it can do and what it costs', () => {
  expect(capabilitiesInWords({ voice: true, sms: false, mms: true })).toEqual(['Voice', 'MMS']);
  expect(priceInWords({ monthly_price: '1.15', currency: 'USD' })).toBe('$1.15 a month');
  expect(priceInWords({ monthly_price: null, currency: 'USD' })).toBe('Price not known');
});
