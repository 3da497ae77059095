import { expect, test } from 'vitest';
import { draftOfBox, emailsIn, fieldsOf } from './box-draft.ts';

test('addresses are taken with whatever stands between them, each once', () => {
  expect(emailsIn(' ada@example.com, grace@example.com;\nada@example.com ')).toEqual([
    'ada@example.com',
    'grace@example.com',
  ]);
  expect(emailsIn(' ')).toEqual([]);
});

test('a new box has the limits of the server, no hours and no addresses', () => {
  expect(fieldsOf({ ...draftOfBox(undefined), name: 'Sales' })).toEqual({
    name: 'Sales',
    hours_id: null,
    max_message_seconds: 120,
    max_messages: 100,
    notify_emails: [],
    attach_audio: false,
  });
});
