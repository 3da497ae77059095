import { expect, test } from 'vitest';
import { speechSeconds } from './speech-length.ts';

test.each([
  ['', 0, 0],
  ['   ', 0, 0],
  // 30 words are 12 seconds at 150 words a minute.
  ['word '.repeat(30), 9, 13],
  ['Hello, this is Grace of Acme. Please call me back on 415 555 0142.', 4, 6],
  // About five characters a second.
  ['お電話ありがとうございます。', 2, 4],
])('"%s" takes from %d to %d seconds', (text, least, most) => {
  expect(speechSeconds(text)).toBeGreaterThanOrEqual(least);
  expect(speechSeconds(text)).toBeLessThanOrEqual(most);
});
