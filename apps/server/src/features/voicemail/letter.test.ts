import { expect, test } from 'vitest';
import { letterOf, nextTryAfterMs } from './letter.ts';

const facts = {
  to: 'ada@example.com',
  boxName: 'Main',
  from: '+14155550142',
  contactName: null,
  seconds: 83,
  at: new Date('2026-12-25T10:05:00Z'),
  timeZone: 'Europe/Rome',
  link: 'https://phone.example.com/voicemail?m=voicemail_1',
  attachment: undefined,
};

test('a letter says who, when in the zone of the workspace, how long, and where to listen', () => {
  const letter = letterOf(facts);
  expect(letter.subject).toBe('Voicemail from +14155550142, 1:23');
  expect(letter.text).toBe(
    'From: +14155550142\nBox: Main\nWhen: Friday, 25 December 2026 at 11:05 (Europe/Rome)\nLength: 1:23\n\nListen: https://phone.example.com/voicemail?m=voicemail_1\n',
  );
});

test('a name from outside starts no line and no tag', () => {
  const { subject, text, html } = letterOf({ ...facts, contactName: 'Eve\r\nBcc: all@example.com <b>' });
  expect(subject).toBe('Voicemail from Eve Bcc: all@example.com <b> (+14155550142), 1:23');
  expect(text).toContain('From: Eve Bcc: all@example.com <b> (+14155550142)\n');
  expect(html).not.toContain('<b>');
  expect(html).toContain('Eve Bcc: all@example.com &lt;b&gt;');
});

test('tries end, with growing waits between them', () => {
  const waits = Array.from({ length: 9 }, (_none, index) => nextTryAfterMs(index + 1));
  expect(waits.slice(0, 3)).toEqual([30_000, 120_000, 600_000]);
  expect(waits.slice(7)).toEqual([null, null]);
});
