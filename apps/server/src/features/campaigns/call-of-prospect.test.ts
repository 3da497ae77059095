import { expect, test } from 'vitest';
import { voiceOf } from './call-of-prospect.ts';

test('the voice of a campaign is the strictest that may be heard', () => {
  const seats = { mode: 'power', voicemail_drop_id: null } as const;
  const alone = { mode: 'automatic', voicemail_drop_id: null } as const;
  expect(voiceOf(seats, undefined)).toBe('live');
  expect(voiceOf(seats, { key: 'a', name: 'A', weight: 1 })).toBe('live');
  expect(voiceOf(seats, { message: 'Please stay on the line.' })).toBe('artificial');
  expect(voiceOf(seats, { script_id: 'script_1' })).toBe('artificial');
  expect(voiceOf(seats, { audio_url: 'https://example.com/a.mp3' })).toBe('prerecorded');
  expect(voiceOf({ ...seats, voicemail_drop_id: 'drop_1' }, undefined)).toBe('prerecorded');
  expect(voiceOf({ ...alone, voicemail_drop_id: 'drop_1' }, { message: 'Hello.' })).toBe('artificial');
  expect(voiceOf(alone, undefined)).toBe('artificial');
});
