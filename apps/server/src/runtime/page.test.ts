import { makeIds, manualClock, seededRandom } from '@offhook/kit';
import { expect, test } from 'vitest';
import { cursorAfter, readCursor } from './page.ts';

const ids = makeIds(manualClock(new Date('2026-11-02T15:00:00Z')), seededRandom(1));
const items = Array.from({ length: 4 }, () => ({ id: `call_${ids.next('call')}` }));

test('a page of as many as there are has no next', () => {
  expect(cursorAfter('call', items, 4)).toEqual({ items, next_cursor: null });
  expect(cursorAfter('call', [], 4)).toEqual({ items: [], next_cursor: null });
});

test('the item too many is not shown, and the cursor is the last that is', () => {
  const page = cursorAfter('call', items, 3);
  expect(page).toEqual({ items: items.slice(0, 3), next_cursor: items[2]?.id });
  expect(`call_${readCursor('call', page.next_cursor ?? '')}`).toBe(items[2]?.id);
});

test.each(['', 'nonsense', 'contact_0198c0de-0000-7000-8000-000000000000', "'; drop table calls"])(
  'the cursor "%s" is refused',
  (cursor) => {
    expect(() => readCursor('call', cursor)).toThrow(expect.objectContaining({ code: 'request.bad_cursor' }));
  },
);

test('no cursor is the first page', () => {
  expect(readCursor('call', undefined)).toBeUndefined();
});
