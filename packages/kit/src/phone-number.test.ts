import { describe, expect, test } from 'vitest';
import { countryOf, formatPhoneNumber, parsePhoneNumber, phoneKindOf } from './index.ts';

describe('a typed number', () => {
  test.each([
    ['(213) 373-4253', 'US', '+12133734253'],
    ['2133734253', 'US', '+12133734253'],
    ['+44 20 7946 0958', 'US', '+442079460958'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['tel:+12133734253', undefined, '+12133734253'],
    ['+1 415 555 0100', 'US', '+14155550100'],
  ])('%s in %s is %s', (text, country, number) => {
    expect(parsePhoneNumber(text, country)).toEqual({ number });
  });

  test.each([
    ['hello', 'US', 'not-a-number'],
    ['', 'US', 'not-a-number'],
    ['12', 'US', 'too-short'],
    ['2133734253', undefined, 'no-country'],
    ['+1234567890123456', 'US', 'too-long'],
    ['+999123456789', 'US', 'impossible'],
  ])('%s in %s is refused as %s', (text, country, problem) => {
    expect(parsePhoneNumber(text, country)).toEqual({ problem });
  });

  test('is shown nationally at home and internationally abroad', () => {
    expect(formatPhoneNumber('+12133734253', 'US')).toBe('(213) 373-4253');
    expect(formatPhoneNumber('+12133734253', 'GB')).toBe('+1 213 373 4253');
    expect(countryOf('+442079460958')).toBe('GB');
  });
});

test.each([
  ['+12125550100', 'US', 'fixed-or-mobile'],
  ['+18005551212', 'US', 'toll-free'],
  ['+19005551212', 'US', 'premium'],
  ['+447012345678', 'GB', 'personal'],
  ['+4915112345678', 'DE', 'mobile'],
  ['+870773123456', undefined, 'satellite'],
  ['+5215512345678', 'MX', 'unknown'],
])('%s is of %s and %s', (number, country, kind) => {
  expect(phoneKindOf(number)).toEqual({ country, kind });
});
