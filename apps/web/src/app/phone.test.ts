import { expect, test } from 'vitest';
import { cleanPasted, formatNumber, formatWhileTyping, looksLikeNumber, readNumber } from './phone.ts';

test('a US number typed without + stays American', () => {
  expect(formatWhileTyping('2133734253', 'US')).toBe('(213) 373-4253');
  expect(readNumber('2133734253', 'US')).toEqual({ number: '+12133734253' });
});

test('a British number pasted into an American workspace is British', () => {
  expect(formatWhileTyping('+44 20 7946 0958', 'US')).toBe('+44 20 7946 0958');
  expect(readNumber('+44 20 7946 0958', 'US')).toEqual({ number: '+442079460958' });
});

test.each([
  ['tel:+12133734253', '+12133734253'],
  ['(213) 373-4253 ext 12', '(213) 373-4253'],
  ['tel:+1-213-373-4253;ext=5', '+1-213-373-4253'],
  ['\u202a+12133734253\u202c', '+12133734253'],
])('pasting %s leaves %s', (pasted, left) => {
  expect(cleanPasted(pasted)).toBe(left);
});

test.each([
  ['213', 'US', 'Too short for US'],
  ['21337342531234', 'US', 'Too long for US'],
  ['+33 1', 'US', 'Too short for FR'],
  ['ada', 'US', 'Not a phone number'],
])('%s in %s is refused: %s', (text, country, problem) => {
  expect(readNumber(text, country)).toEqual({ problem });
});

test('numbers read national at home and international abroad', () => {
  expect(formatNumber('+12133734253', 'US')).toBe('(213) 373-4253');
  expect(formatNumber('+442079460958', 'US')).toBe('+44 20 7946 0958');
  expect(formatNumber('anonymous', 'US')).toBe('anonymous');
});

test('a name is not taken for a number', () => {
  expect(looksLikeNumber('+1555')).toBe(true);
  expect(looksLikeNumber('(555) 01')).toBe(true);
  expect(looksLikeNumber('Ada')).toBe(false);
});
