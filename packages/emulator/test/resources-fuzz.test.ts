import { manualClock, seededRandom } from '@offhook/kit';
import { expect, test } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { accountOperations } from '../src/rest/account-operations.ts';
import type { Operation } from '../src/rest/operation.ts';
import { accountSid, authToken } from './box.ts';

const names = [
  ...[
    'PhoneNumber',
    'AreaCode',
    'FriendlyName',
    'VoiceUrl',
    'VoiceMethod',
    'StatusCallback',
    'Status',
    'Ttl',
    'Category',
  ],
  ...['TriggerValue', 'UsageCategory', 'CallbackUrl', 'StartDate', 'EndDate', 'Contains', 'NearLatLong', 'Distance'],
  ...[
    'PageSize',
    'Page',
    'PageToken',
    'Fields',
    'CountryCode',
    'MessageDate<',
    'Log',
    'VoiceApplicationSid',
    'AccountSid',
  ],
];
const values = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1e309',
    'NaN',
    'null',
    '+',
    '+15005550006',
    '415',
    '%',
    '%%$',
    '((',
    '\\',
    '\u0000',
    '💥',
    '../..',
  ],
  ...['true', 'https://example.com', 'javascript:1', '2026-02-30', '-99999days', '1,2,3', 'calls', 'x'.repeat(5000)],
  ...['GB', 'US', 'closed', `AP${'0'.repeat(32)}`, '__proto__', 'constructor'],
];

test('no parameter of an account resource, however odd, is an internal error', async () => {
  const random = seededRandom(7);
  const log: string[] = [];
  const emulator = createEmulator({
    ...{ accountSid, authToken, random: seededRandom(1), clock: manualClock(new Date('2026-01-05T09:00:00Z')) },
    log: (line) => void log.push(line),
  });
  const sids: string[] = [];
  const pick = (list: readonly string[]) => list[Math.floor(random.next() * list.length)] ?? '';
  const ask = async (operation: Operation) => {
    const params = new URLSearchParams();
    for (let count = 0; count < 3; count += 1) params.append(pick(names), pick(values));
    const path = operation.path
      .replace('{AccountSid}', accountSid)
      .replace(/\{\w+\}/g, () => encodeURIComponent(pick([...values, ...sids, ...sids, ...sids]) || 'US'));
    const isPost = operation.method === 'POST';
    const response = await emulator.fetch(
      new Request(`http://emulator${path}${isPost ? '' : `?${params}`}`, {
        method: operation.method,
        headers: { authorization: `Basic ${btoa(`${accountSid}:${authToken}`)}` },
        body: isPost ? params : null,
      }),
    );
    // What was created is changed and deleted later on.
    for (const [sid] of (await response.text()).matchAll(/(?:AP|SK|PN|UT|AC)[0-9a-f]{32}/g)) {
      if (operation.status === 201 && sids.length < 60) sids.push(sid);
    }
    return { status: response.status, path, params: String(params) };
  };
  const failed = [];
  for (const operation of accountOperations) {
    for (let round = 0; round < 40; round += 1) {
      const answer = await ask(operation);
      if (answer.status >= 500) failed.push(answer);
    }
  }
  expect([failed, log.filter((line) => line.startsWith('bug'))]).toEqual([[], []]);
});
