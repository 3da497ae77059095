import { expect, test } from 'vitest';
import { overridesOf } from './connection-overrides.ts';

const url = 'https://example.com/voice';

test('without a fragment only a failed connection is tried again, once', () => {
  const overrides = overridesOf(url, 15_000);
  expect(overrides).toMatchObject({ timeoutMs: 15_000, retries: 1 });
  expect([overrides.retriesFailure(11205), overrides.retriesFailure(11200)]).toEqual([true, false]);
  expect([overrides.retriesStatus(404), overrides.retriesStatus(500)]).toEqual([false, false]);
});

test('a fragment says how often, on what, and how long to wait', () => {
  const overrides = overridesOf(`${url}#rc=3&rp=5xx,rt&tt=500`, 15_000);
  expect(overrides).toMatchObject({ timeoutMs: 500, retries: 3 });
  expect([overrides.retriesFailure(11205), overrides.retriesFailure(11200)]).toEqual([false, true]);
  expect([overrides.retriesStatus(404), overrides.retriesStatus(503)]).toEqual([false, true]);
  expect(overridesOf(`${url}#rp=all`, 1).retriesStatus(404)).toBe(true);
});

test('a value out of range is ignored', () => {
  expect(overridesOf(`${url}#rc=9&tt=99999`, 15_000)).toMatchObject({ timeoutMs: 15_000, retries: 1 });
});
