import type { AttemptOutcome } from '@offhook/contract';

/** Of an ended call what tells whether it did what the campaign is for. */
export interface HeardCall {
  outcome: AttemptOutcome | 'not-placed';
  /** It was to be connected to somebody, at once or at the press of a key. */
  wantsConnection: boolean;
  /** Somebody took it there. */
  isConnected: boolean;
  /** How long they talked or listened. */
  seconds: number;
  /** How long what is said takes; null: nobody knows. */
  openingSeconds: number | null;
}

/** Where nobody knows how long it takes: whoever hangs up sooner has not listened. */
const leastSeconds = 10;

/** About how long a text takes when it is read out: fifteen characters a second, as English voices speak. */
export function spokenSeconds(text: string): number {
  return Math.ceil(text.length / 15);
}

/** A person was connected, or pressed the key, or stayed to the end of what was said. */
export function isSuccess({ outcome, wantsConnection, isConnected, seconds, openingSeconds }: HeardCall): boolean {
  if (outcome !== 'human') return false;
  return wantsConnection ? isConnected : seconds >= (openingSeconds ?? leastSeconds);
}
