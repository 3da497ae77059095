import { expect, test } from 'vitest';
import { isFiltered, readInboxFilters, toVoicemailQuery, withoutMessage } from './inbox-filters.ts';

test('what makes no sense in an address is left out', () => {
  const typed = { box: 'call_1', unread: 'maybe', view: 'sideways', assigned: 'everybody', q: '  ', m: 'box_1' };
  expect(readInboxFilters(typed)).toEqual({});
});

test('every filter goes to the server', () => {
  const filters = readInboxFilters({ box: 'box_1', unread: 'yes', assigned: 'me', q: ' 0142 ', m: 'voicemail_1' });
  expect(toVoicemailQuery(filters)).toEqual({
    box_id: 'box_1',
    is_read: 'false',
    assigned_to: 'me',
    q: '0142',
    limit: 50,
  });
  expect(toVoicemailQuery({ view: 'archived' })).toEqual({ archived: 'true', limit: 50 });
  expect(toVoicemailQuery({ view: 'deleted', assigned: 'person_1' })).toEqual({
    deleted: 'true',
    assigned_to: 'person_1',
    limit: 50,
  });
});

test('the message that is open filters nothing, and is left when the filters change', () => {
  expect(isFiltered({ m: 'voicemail_1' })).toBe(false);
  expect(isFiltered({ unread: 'yes' })).toBe(true);
  expect(withoutMessage({ unread: 'yes', m: 'voicemail_1' })).toEqual({ unread: 'yes' });
});
