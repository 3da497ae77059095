import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFolder, reportOf } from './check.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'offhook-twiml-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('documents of all folders below are checked and others are let be', async () => {
  write('b.twiml', '<Response><Hangup/></Response>');
  write('deep/er/a.XML', '<Response/>');
  write('notes.txt', 'no document');
  const findings = await checkFolder(folder);
  expect(findings).toEqual([
    { path: join(folder, 'b.twiml'), failures: [], warnings: [] },
    { path: join(folder, 'deep/er/a.XML'), failures: [], warnings: [] },
  ]);
  expect(reportOf(folder, findings)).toEqual({
    text: '2 documents: 2 passed, 0 failed, 0 with warnings',
    passed: true,
  });
});

test('a warning is shown with its place and fails nothing', async () => {
  write('a.twiml', '<Response><Say/><Say loud="yes"/></Response>');
  const { text, passed } = reportOf(folder, await checkFolder(folder));
  expect(passed).toBe(true);
  expect(text).toContain('a.twiml: warning 12200 at Response/Say[2]: <Say> has no attribute loud');
});

test('a document that cannot be read fails with the number of its error', async () => {
  write('a.twiml', '<Response>');
  write('b.twiml', '<html/>');
  const { text, passed } = reportOf(folder, await checkFolder(folder));
  expect(passed).toBe(false);
  expect(text).toContain('a.twiml: failed: 12100:');
  expect(text).toContain('b.twiml: failed: 12102:');
});

test('a further check is asked only of what can be read, and its answer counts', async () => {
  write('a.twiml', '<Response><Hangup/></Response>');
  write('b.twiml', '<Response>');
  const asked: string[] = [];
  const findings = await checkFolder(folder, async (xml) => {
    asked.push(xml);
    return ['it does not end'];
  });
  expect(asked).toEqual(['<Response><Hangup/></Response>']);
  expect(findings[0]?.failures).toEqual(['it does not end']);
});

test('a folder without documents does not pass', async () => {
  expect(reportOf(folder, await checkFolder(folder)).passed).toBe(false);
});

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
