import { type Box, ours } from './box.ts';

/** Somebody who calls in, with a telephone that the test holds, and runs `document`; inside it has been a second. */
export async function callIn(box: Box, document: string, from = '+12025550110'): Promise<string> {
  const path = `/in-${callers++}`;
  box.app.on(path, document);
  const { sid } = box.emulator.callers.call({ from, to: ours, persona: 'handset', voiceUrl: box.app.url + path });
  await box.clock.passes(1000);
  return sid;
}

let callers = 0;

/** A document that dials the conference `Room`. */
export function room(attributes = '', dialled = '', after = ''): string {
  return `<Response><Dial ${dialled}><Conference ${attributes}>Room</Conference></Dial>${after}</Response>`;
}

export const everyEvent = 'start end join leave mute hold modify speaker announcement';

/** The names of the conference events that the application was told of, in the order of their numbers. */
export function eventsAt(box: Box, path: string): string[] {
  const told = box.app.at(path).sort((a, b) => Number(a.SequenceNumber) - Number(b.SequenceNumber));
  return told.map(({ StatusCallbackEvent }) => StatusCallbackEvent ?? '');
}

/** What the far end of a call heard, in words. */
export function heardBy(box: Box, callSid: string): string[] {
  const farEnd = box.emulator.farEnds.list().find((one) => one.callSid === callSid);
  return farEnd?.heard.map(({ text }) => text) ?? [];
}

/** The codes of the warnings on a call. */
export function warningsOf(box: Box, callSid: string): number[] {
  return box.emulator.events(callSid).flatMap(({ event }) => (event.type === 'warned' ? [event.code] : []));
}

export async function say(box: Box, callSid: string, text: string): Promise<void> {
  await box.emulator.farEnds.act(callSid, { do: 'say', text });
}

export async function hangUp(box: Box, callSid: string): Promise<void> {
  await box.emulator.farEnds.act(callSid, { do: 'hang-up' });
  await box.clock.passes(1000);
}
