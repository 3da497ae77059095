import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Box, openBox, ours } from './box.ts';

let box: Box;
beforeEach(async () => {
  box = await openBox();
  box.app.on('/voice', '<Response><Say>Hello.</Say></Response>');
});
afterEach(() => box.close());

function call(to: string, more: Record<string, unknown>) {
  const { app, client } = box;
  const status = { statusCallback: `${app.url}/status`, statusCallbackEvent: ['answered', 'completed'] };
  return client.calls.create({ to, from: ours, url: `${app.url}/voice`, ...status, ...more });
}

describe('while the document waits for the verdict', () => {
  test.each([
    ['+12025550123', 'Enable', 'human'],
    ['+12025550101', 'Enable', 'machine_start'],
    ['+12025550101', 'DetectMessageEnd', 'machine_end_beep'],
    ['+12025550123', 'DetectMessageEnd', 'human'],
    ['+12025550106', 'Enable', undefined],
  ])('%s under %s is %s', async (to, machineDetection, answeredBy) => {
    const { sid } = await call(to, { machineDetection });
    await box.clock.passes(60_000);
    expect(box.app.at('/voice').map((params) => params.AnsweredBy)).toEqual(answeredBy ? [answeredBy] : []);
    expect((await box.client.calls(sid).fetch()).answeredBy).toBe(answeredBy ?? null);
    expect(box.app.at('/status').at(-1)?.AnsweredBy).toBe(answeredBy);
  });

  test('a machine is spoken to only after its beep', async () => {
    await call('+12025550101', { machineDetection: 'DetectMessageEnd' });
    await box.clock.passes(60_000);
    const [farEnd] = box.emulator.farEnds.list();
    const beep = farEnd?.said.find((said) => said.kind === 'beep');
    const hello = farEnd?.heard.find((heard) => heard.text === 'Hello.');
    expect((hello?.atMs ?? 0) - (beep?.atMs ?? 0)).toBeGreaterThanOrEqual(500);
    expect((hello?.atMs ?? 0) - (beep?.atMs ?? 0)).toBeLessThan(600);
  });

  test('a person who says nothing is unknown after the silence timeout', async () => {
    await box.close();
    const silent = { kind: 'person' as const, steps: [{ do: 'wait' as const, seconds: 60 }] };
    box = await openBox({ personas: [{ endsIn: '0177', persona: silent }] });
    box.app.on('/voice', '<Response/>');
    await call('+12025550177', { machineDetection: 'Enable', machineDetectionSilenceTimeout: 3000 });
    await box.clock.passes(60_000);
    expect(box.app.at('/voice')).toMatchObject([{ AnsweredBy: 'unknown' }]);
  });
});

test('in the background the verdict has four fields of its own, and the document starts at once', async () => {
  const { app, clock, emulator } = box;
  app.on('/voice', '<Response><Pause length="30"/></Response>');
  const { sid } = await call('+12025550101', {
    machineDetection: 'DetectMessageEnd',
    asyncAmd: 'true',
    asyncAmdStatusCallback: `${app.url}/amd`,
  });
  await clock.passes(60_000);
  const [verdict] = app.at('/amd');
  expect(Object.keys(verdict ?? {}).sort()).toEqual([
    'AccountSid',
    'AnsweredBy',
    'CallSid',
    'MachineDetectionDuration',
  ]);
  expect(verdict).toMatchObject({ CallSid: sid, AnsweredBy: 'machine_end_beep' });
  expect(app.at('/voice')[0]).not.toHaveProperty('AnsweredBy');
  const atMs = (type: string) => emulator.events(sid).find(({ event }) => event.type === type)?.atMs ?? 0;
  expect(atMs('did')).toBe(atMs('answered'));
  expect(atMs('detected') - atMs('answered')).toBeCloseTo(Number(verdict?.MachineDetectionDuration), -1);
});
