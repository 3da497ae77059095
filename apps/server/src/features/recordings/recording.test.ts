import fc from 'fast-check';
import { expect, test } from 'vitest';
import { later, messagesOn, presentRecording, type Recording } from './recording.ts';

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

test('a message is on its own recording, and on every recording of its call that is no message’s', () => {
  const [first, second] = [
    { callId: made.callId, recordingSid: 'RE1' },
    { callId: made.callId, recordingSid: 'RE2' },
  ];
  const on = (sid: string) => messagesOn({ ...made, sid }, [first, second]);
  expect([on('RE1'), on('RE2'), on('RE3')]).toEqual([[first], [second], [first, second]]);
  // An id of one letter: nothing here looks inside.
  expect(messagesOn({ sid: 'RE1', callId: 'c' as typeof made.callId }, [first])).toEqual([]);
});
