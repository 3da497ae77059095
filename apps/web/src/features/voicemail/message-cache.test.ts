import type { InfiniteData } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { aMessage } from './message.test-data.ts';
import { withMessage } from './message-cache.ts';
import type { Message, VoicemailPage } from './queries.ts';

const old = aMessage({ id: 'voicemail_old', created_at: '2026-11-20T10:00:00.000Z' });
const fresh = aMessage({ id: 'voicemail_new', created_at: '2026-11-21T12:00:00.000Z' });

function listOf(items: Message[], next: string | null = null): InfiniteData<VoicemailPage> {
  return {
    pages: [{ items, next_cursor: next, total: items.length, unread_count: items.length }],
    pageParams: [undefined],
  };
}

const ids = (data: InfiniteData<VoicemailPage>) => data.pages.flatMap((page) => page.items.map(({ id }) => id));

test('a new message comes first and is counted, where the filters select it', () => {
  const list = withMessage(listOf([old]), fresh, {});
  expect(ids(list)).toEqual(['voicemail_new', 'voicemail_old']);
  expect(list.pages[0]?.total).toBe(2);
  expect(ids(withMessage(listOf([old]), fresh, { box_id: 'box_2' }))).toEqual(['voicemail_old']);
  expect(ids(withMessage(listOf([old]), fresh, { assigned_to: 'nobody' }))).toHaveLength(2);
  expect(ids(withMessage(listOf([old]), fresh, { assigned_to: 'person_1' }))).toHaveLength(1);
});

test('a message that was heard keeps its row among the unread ones', () => {
  const list = withMessage(listOf([fresh, old]), { ...old, is_read: true }, { is_read: 'false' });
  expect(ids(list)).toEqual(['voicemail_new', 'voicemail_old']);
  expect(list.pages[0]?.items[1]?.is_read).toBe(true);
});

test('an archived message leaves the inbox and stands among the archived ones', () => {
  const archived = { ...old, is_archived: true };
  const inbox = withMessage(listOf([fresh, old]), archived, {});
  expect(ids(inbox)).toEqual(['voicemail_new']);
  expect(inbox.pages[0]?.total).toBe(1);
  expect(ids(withMessage(listOf([]), archived, { archived: 'true' }))).toEqual(['voicemail_old']);
});

test('a deleted message leaves every view but its own, and comes back to its place', () => {
  expect(ids(withMessage(listOf([fresh, old]), { ...old, is_deleted: true }, {}))).toEqual(['voicemail_new']);
  expect(ids(withMessage(listOf([]), { ...old, is_deleted: true }, { deleted: 'true' }))).toEqual(['voicemail_old']);
  expect(ids(withMessage(listOf([fresh]), old, {}))).toEqual(['voicemail_new', 'voicemail_old']);
});

test('a message below the rows that are loaded is not put above them', () => {
  expect(ids(withMessage(listOf([fresh], 'more'), old, {}))).toEqual(['voicemail_new']);
});
