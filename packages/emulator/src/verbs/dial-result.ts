import type { Dial } from '@offhook/twiml';
import type { Interruption, Task } from '../task.ts';
import type { Stage } from './outcome.ts';

/** What came of a `<Dial>`; `answered` is only said of conferences. */
export type DialStatus = 'completed' | 'answered' | 'busy' | 'no-answer' | 'failed' | 'canceled';

/** What whomever `<Dial>` connected the caller to leaves behind; its action is asked with it. */
export interface DialResult {
  status: DialStatus;
  /** What the action is told besides `DialCallStatus` and the recording, such as `DialCallSid` or `QueueSid`. */
  params: Record<string, string>;
  /** Whether the next verb follows, even when there is an action. */
  isSkipped?: boolean;
  /** Why the caller's leg left early: it ended, or was redirected. Given instead of being thrown, so that the action is asked. */
  interruption?: Interruption;
}

/**
 * Connects the caller to one noun, as long as it takes. `onBridge` is to be called when the two can hear each other, if
 * `record` of the verb counts for this noun. Hangs nothing up but what it dialled.
 */
export type ConnectNoun<Noun> = (stage: Stage, verb: Dial, noun: Noun, onBridge: () => void) => Task<DialResult>;
