import type { Verb } from '@offhook/twiml';
import { here, messageReports } from './addresses.ts';
import type { Directory } from './directory-shapes.ts';
import { entryOf } from './entry-of.ts';
import { greetingNow } from './greeting.ts';
import { asks, type FlowEffect, type FlowSession, type StepGiven, type StepResult } from './node-kind.ts';
import { promptVerbs } from './prompt.ts';

/** Whoever thinks before they speak is not cut off; after so much silence a message is over. */
const silenceSeconds = 10;

/** What a box does with a call: the greeting, the beep, the message. `session.memo.box` says which box listens. */
export function greet(boxId: string, given: StepGiven): StepResult {
  const box = entryOf(given.directory.boxes, boxId);
  if (!box) return ends(given.session, 'We are sorry, no message can be left here. Goodbye.');
  if (box.is_full) return ends(given.session, takesNothing(box));
  const { prompt } = greetingNow(box, given.at, given.directory);
  const recording: Verb = {
    verb: 'record',
    action: here,
    maxLength: box.max_seconds,
    timeout: silenceSeconds,
    playBeep: true,
    finishOnKey: '#',
    recordingStatusCallback: messageReports(boxId),
    recordingStatusCallbackEvent: ['completed', 'absent'],
  };
  return asks({ ...given.session, memo: { ...given.session.memo, box: boxId } }, [
    ...promptVerbs(prompt, given.session.variables),
    recording,
    // A carrier that heard nothing goes on to the next verb.
    { verb: 'redirect', url: here },
  ]);
}

/** What the caller's message became: an effect, or nothing because nothing was said. */
export function messageOf({ session, input }: StepGiven): Extract<FlowEffect, { effect: 'take-message' }> | null {
  const boxId = session.memo.box;
  if (boxId === undefined || input?.kind !== 'recorded') return null;
  return { effect: 'take-message', boxId, recordingSid: input.sid, seconds: input.seconds };
}

/** A message that another kind of node took on its way. */
export function messageTaken(given: StepGiven): StepResult {
  const effect = messageOf(given);
  const result = ends(given.session, effect ? `${thanks} Goodbye.` : 'No message was recorded. Goodbye.');
  return effect ? { ...result, effects: [effect] } : result;
}

export const thanks = 'Thank you, your message was saved.';
const boxIsFull = 'We are sorry, this mailbox is full. Please call again later. Goodbye.';
const boxIsOff = 'We are sorry, no message can be left here. Please call again later. Goodbye.';

/** What a caller hears of a box that takes no message now. */
export function takesNothing({ is_off }: Directory['boxes'][string]): string {
  return is_off ? boxIsOff : boxIsFull;
}

export function ends(session: FlowSession, sentence: string): StepResult {
  return { session, verbs: [{ verb: 'say', text: sentence }, { verb: 'hangup' }], exit: 'ends' };
}
