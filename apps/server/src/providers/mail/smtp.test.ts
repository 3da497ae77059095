import { afterEach, expect, test } from 'vitest';
import { startSmtp, type TestSmtp } from '../../../test/start-smtp.ts';
import { makeMail } from './index.ts';

let server: TestSmtp | undefined;
afterEach(() => server?.close());

const from = 'Offhook <phone@example.com>';
const letter = (to: string) => ({ to, subject: 'Voicemail from Zoë, 0:07', text: 'Listen', html: '<p>Listen</p>' });
const mailVia = (url: string) => makeMail({ mail: { url, from } });

test('a letter arrives once, as it was written', async () => {
  server = await startSmtp();
  const attachment = { name: 'voicemail.mp3', type: 'audio/mpeg', content: new Uint8Array([1, 2, 3, 4]) };
  const { outcome } = await mailVia(server.url).send({ ...letter('ada@example.com'), attachment });
  expect(outcome).toBe('sent');
  const [arrived, ...more] = server.arrived;
  expect([arrived?.to, more]).toEqual(['ada@example.com', []]);
  const text = arrived?.text ?? '';
  expect(text).toContain('From: Offhook <phone@example.com>');
  expect(text).toContain('Subject: =?UTF-8?');
  expect(text).toContain('Auto-Submitted: auto-generated');
  expect(text).toMatch(/Content-Type: audio\/mpeg; name=voicemail\.mp3/);
  expect(text).toContain('AQIDBA==');
});

test('what a server refuses for now may be tried later, what it refuses for good not', async () => {
  server = await startSmtp();
  server.answers.set('later@example.com', 451).set('never@example.com', 550);
  const mail = mailVia(server.url);
  expect(await mail.send(letter('later@example.com'))).toMatchObject({
    outcome: 'later',
    note: expect.stringMatching(/Busy, try later/),
  });
  expect(await mail.send(letter('never@example.com'))).toMatchObject({
    outcome: 'refused',
    note: expect.stringMatching(/No such mailbox/),
  });
  expect(server.arrived).toEqual([]);
});

test('without an answer to a letter that was handed over nobody knows whether it arrived', async () => {
  server = await startSmtp();
  server.answers.set('cut@example.com', 'silence');
  expect(await mailVia(server.url).send(letter('cut@example.com'))).toMatchObject({ outcome: 'unknown' });
  expect(server.arrived).toHaveLength(1);
});

test('a server that is not there, or does not know us, may be asked later', async () => {
  server = await startSmtp({ user: 'offhook', password: 'p@ss word' });
  expect(await mailVia(server.url).send(letter('ada@example.com'))).toMatchObject({ outcome: 'sent' });
  const wrong = server.url.replace('p%40ss', 'other');
  expect(await mailVia(wrong).send(letter('ada@example.com'))).toMatchObject({
    outcome: 'later',
    note: expect.stringMatching(/535/),
  });
  expect(await mailVia('smtp://127.0.0.1:1').send(letter('ada@example.com'))).toMatchObject({ outcome: 'later' });
  expect(server.arrived).toHaveLength(1);
});

test('without a server it says what to do', async () => {
  const mail = makeMail({ mail: undefined });
  expect(mail).toMatchObject({ isConfigured: false, sentence: expect.stringContaining('SMTP_URL') });
  expect(await mail.send(letter('ada@example.com'))).toMatchObject({ outcome: 'later' });
});
