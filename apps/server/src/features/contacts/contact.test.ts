import { reversedDigits } from '@offhook/kit';
import { expect, test } from 'vitest';
import { callNoteText, digitsOfSearch } from './contact.ts';

test.each([
  ['+1 415 555 0142', '24105555141'],
  ['0142', '2410'],
  ['', ''],
])('the digits of "%s" backwards are "%s"', (number, digits) => {
  expect(reversedDigits(number)).toBe(digits);
});

test.each([
  ['(415) 555-0142', '2410555514'],
  ['+44 20/79', '970244'],
  ['01', '10'],
  ['0', undefined],
  ['()', undefined],
  ['Ada', undefined],
  ['Room 12', undefined],
])('the search "%s" looks for the digits %s', (search, digits) => {
  expect(digitsOfSearch(search)).toBe(digits);
});

test("the note of a call has S3's words", () => {
  const call = { from: '+14155550199', to: '+14155550142', sid: 'CA1', at: new Date('2026-11-02T15:00:00.123Z') };
  expect(callNoteText(call)).toBe(
    '[Outbound Call] Initiated from +14155550199 to +14155550142 - Call SID: CA1 - 2026-11-02T15:00:00',
  );
});
