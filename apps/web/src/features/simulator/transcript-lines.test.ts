import type { FarEnd } from '@offhook/contract';
import { expect, test } from 'vitest';
import { transcriptOf } from './transcript-lines.ts';

const at = (second: number) => `2026-11-02T15:00:0${second}.000Z`;
const farEnd: FarEnd = {
  ...{ call_id: null, call_sid: 'CA1', from_number: '+14155550110', to_number: '+14155550199', persona: 'handset' },
  ...{ state: 'in-call', since: at(2) },
  heard: [{ at: at(2), kind: 'speech', text: 'Welcome.' }],
  said: [{ at: at(4), kind: 'speech', text: 'Hello?' }],
};
const textsOf = (...given: Parameters<typeof transcriptOf>) => transcriptOf(...given).map(({ text }) => text);

test('that the other side picked up is said before what it says', () => {
  const call = { callsIn: true, connectedAt: at(2) };
  expect(textsOf(farEnd, call)).toEqual(['The workspace picked up', 'Welcome.', 'Hello?']);
  expect(textsOf(farEnd, { ...call, callsIn: false })[0]).toBe('You picked up');
});

test('the end of the call is the last line', () => {
  const ended = { ...farEnd, state: 'ended' as const, since: at(6) };
  expect(textsOf(ended, { callsIn: true, connectedAt: undefined })).toEqual(['Welcome.', 'Hello?', 'The call ended']);
});

test('a phone that rings has heard nothing', () => {
  const ringing = { ...farEnd, state: 'ringing' as const, heard: [], said: [] };
  expect(textsOf(ringing, { callsIn: false, connectedAt: undefined })).toEqual([]);
});
