import { expect, test } from 'vitest';
import { overridesOf } from './connection-overrides.ts';

const url = 'https://example.com/voice';

test('without a fragment only a failed connection is tried again, once', () => {
  const overrides = overridesOf(url, 15_000);
  expect(overrides).toMatchObject({ connectMs: 5000, readMs: 15_000, totalMs: 15_000, retries: 1 });
  expect([overrides.retriesFailure('ct'), overrides.retriesFailure('rt')]).toEqual([true, false]);
  expect([overrides.retriesStatus(404), overrides.retriesStatus(500)]).toEqual([false, false]);
});

test('a fragment says how often, on what, and how long to wait', () => {
  const overrides = overridesOf(`${url}#rc=3&rp=5xx,rt&ct=200&rt=300&tt=500&sni=n`, 15_000);
  expect(overrides).toMatchObject({ connectMs: 200, readMs: 300, totalMs: 500, retries: 3, sendsServerName: false });
  expect([overrides.retriesFailure('ct'), overrides.retriesFailure('rt')]).toEqual([false, true]);
  expect([overrides.retriesStatus(404), overrides.retriesStatus(503)]).toEqual([false, true]);
  expect(overridesOf(`${url}#rp=all`, 1).retriesStatus(404)).toBe(true);
});

test('a number out of range is ignored', () => {
  expect(overridesOf(`${url}#rc=9&tt=99999&ct=1`, 15_000)).toMatchObject({
    totalMs: 15_000,
    retries: 1,
    connectMs: 5000,
  });
});

// Error dictionary 11240 to 11243, https://www.twilio.com/docs/api/errors (read 2026-11-21).
test.each([
  ['e=1234', 11240],
  ['e=atlantis', 11241],
  ['e=ashburn,ashburn-ix', 11242],
  ['rp=4xx,sometimes', 11243],
])('%s is refused with %i', (fragment, code) => {
  expect(() => overridesOf(`${url}#${fragment}`, 15_000)).toThrow(expect.objectContaining({ code }));
  expect(overridesOf(`${url}#e=ashburn,dublin`, 15_000).retries).toBe(1);
});
