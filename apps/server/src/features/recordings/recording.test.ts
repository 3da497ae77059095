import fc from 'fast-check';
import { expect, test } from 'vitest';
import { later, presentRecording, type Recording, readRange } from './recording.ts';

test.each([
  [undefined, undefined],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=2-5', { start: 2, end: 5 }],
  ['bytes=2-', { start: 2, end: 9 }],
  ['bytes=2-99', { start: 2, end: 9 }],
  ['bytes=-3', { start: 7, end: 9 }],
  ['bytes=-99', { start: 0, end: 9 }],
  ['bytes=-0', null],
  ['bytes=10-', null],
  ['bytes=9-2', undefined],
  ['bytes=-', undefined],
  ['bytes=0-1,4-5', undefined],
  ['items=0-1', undefined],
  ['bytes=a-b', undefined],
])('of ten bytes, %s is %j', (header, range) => {
  expect(readRange(header, 10)).toEqual(range);
});

test('nothing is a part of an empty file', () => {
  for (const header of ['bytes=0-', 'bytes=0-0', 'bytes=-1']) expect(readRange(header, 0)).toBeNull();
});

test('a part always lies inside the file', () => {
  const number = fc.option(fc.nat(2000), { nil: '' });
  fc.assert(
    fc.property(number, number, fc.nat(1000), (from, to, size) => {
      const range = readRange(`bytes=${from}-${to}`, size);
      if (!range) return;
      expect(range.start).toBeGreaterThanOrEqual(0);
      expect(range.start).toBeLessThanOrEqual(range.end);
      expect(range.end).toBeLessThan(size);
    }),
  );
});

const statuses = ['in-progress', 'fetching', 'absent', 'failed', 'ready'] as const;

test('late and repeated reports leave the same status, whatever their order', () => {
  const fold = (reports: Recording['status'][]) => reports.reduce(later, 'in-progress');
  const report = fc.constantFrom<Recording['status'][]>('in-progress', 'fetching', 'ready');
  fc.assert(
    fc.property(fc.array(report), (reports) => {
      expect(fold(reports.toReversed())).toBe(fold(reports));
      expect(fold([...reports, ...reports])).toBe(fold(reports));
    }),
  );
});

test('a recording that can be heard stays so', () => {
  for (const status of statuses) expect(later('ready', status)).toBe('ready');
});

const made: Recording = {
  // Made here, of the right kinds.
  id: '0198c0de-0000-7000-8000-000000000001' as Recording['id'],
  tenantId: '0198c0de-0000-7000-8000-000000000002' as Recording['tenantId'],
  callId: '0198c0de-0000-7000-8000-000000000003' as Recording['callId'],
  sid: `RE${'1'.repeat(32)}`,
  status: 'ready',
  durationSeconds: 3,
  channels: 2,
  bytes: 48_044,
  sha256: null,
  storageKey: 'secret place',
  mp3Key: null,
  mp3Bytes: null,
  peaks: [],
  name: null,
  description: null,
  isPaused: true,
  failure: null,
  fetchTries: 0,
  createdAt: new Date('2026-11-02T15:00:00Z'),
};

test('only a recording that is ready has an address', () => {
  const shown = { parties: ['Anna', 'Us'] as const, retentionDays: 90 };
  const ready = presentRecording(made, shown);
  expect(ready.url).toBe('/api/calls/call_0198c0de-0000-7000-8000-000000000003/recording');
  expect(JSON.stringify(ready)).not.toContain('secret place');
  for (const status of statuses.filter((each) => each !== 'ready')) {
    expect(presentRecording({ ...made, status }, shown).url).toBeNull();
  }
});

test('a recording says when it will be deleted, who is on which channel, and that it is paused only while it runs', () => {
  const at = (retentionDays: number) => ({ parties: ['Anna', 'Us'] as const, retentionDays });
  expect(presentRecording(made, at(90))).toMatchObject({
    delete_after: '2027-01-31T15:00:00.000Z',
    channel_names: ['Anna', 'Us'],
    paused: false,
  });
  expect(presentRecording(made, at(0)).delete_after).toBeNull();
  expect(presentRecording({ ...made, channels: 1 }, at(90)).channel_names).toEqual([]);
  expect(presentRecording({ ...made, status: 'in-progress' }, at(90)).paused).toBe(true);
});
