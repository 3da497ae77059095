import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speakable } from './speakable.ts';

test.each([
  ['Press 1 for sales, 2 for support.', 'Press 1 for sales, 2 for support.'],
  ['Café “Zoë” – 日本', 'Cafe "Zoe" -'],
  ['Straße, Łódź, smørrebrød', 'Strasse, Lodz, smorrebrod'],
  ['it’s\r\n\tfine', "it's fine"],
  ['ｆｕｌｌ ｗｉｄｔｈ', 'full width'],
  ['100 %', '100 %'],
])('%j is spoken as %j', (text, words) => {
  expect(speakable(text)).toBe(words);
});

test.each(['', ' \n ', '...', '😀', '日本語', '\0'])('%j has nothing to say', (text) => {
  expect(speakable(text)).toBe('');
});

test('only printable ASCII is left, and doing it twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const words = speakable(text);
      expect(words).toMatch(/^[\x20-\x7e]*$/);
      expect(speakable(words)).toBe(words);
    }),
  );
});
