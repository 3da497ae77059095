import type { Clock } from '@offhook/kit';
import type { Line } from '../line.ts';
import { type Task, until, whileNot } from '../task.ts';

/** The keys of a far end while a payment is taken: nobody else hears or learns of them. */
export interface Keypad {
  /** Pressed and not yet taken, oldest first. */
  pressed: string[];
  /** Called after every key. */
  changed: () => void;
  /** Whether the next key is left out if it is the pound key: the digits before it were complete already. */
  dropsPound: boolean;
  close(): void;
}

export function openKeypad(line: Line): Keypad {
  const before = line.takeKey;
  const keypad: Keypad = {
    pressed: [],
    changed: () => undefined,
    dropsPound: false,
    close: () => {
      if (line.takeKey === take) line.takeKey = before;
    },
  };
  const take = (key: string) => {
    const isDropped = keypad.dropsPound && key === '#';
    keypad.dropsPound = false;
    if (isDropped) return;
    keypad.pressed.push(key);
    keypad.changed();
  };
  line.takeKey = take;
  return keypad;
}

interface Collecting {
  /** Until a key is pressed. */
  prompt?: () => Task;
  /** How long the first digit is waited for; by default as long as the others. */
  firstDigitMs?: number;
  timeoutMs: number;
  isWhole(digits: string): boolean;
  /** Told of every digit. */
  onDigit?(digits: string): void;
}

/**
 * Collects digits until the pound key, until they are whole, or until none has come for the timeout. Ends with them, or with
 * `*` when that was pressed: it ends the payment.
 *
 * @see https://www.twilio.com/docs/voice/twiml/pay#timeout (stored copy, read 2026-11-21)
 */
export function* collectDigits(clock: Clock, keypad: Keypad, collecting: Collecting): Task<string> {
  const { prompt, timeoutMs, firstDigitMs = timeoutMs, isWhole, onDigit } = collecting;
  if (prompt && keypad.pressed.length === 0) yield* untilKey(keypad, prompt);
  let digits = '';
  let dueMs = clock.nowMs() + firstDigitMs;
  for (;;) {
    const key = keypad.pressed.shift();
    if (key === undefined) {
      if (dueMs <= clock.nowMs()) return digits;
      yield* keyOrDue(clock, keypad, dueMs);
      continue;
    }
    if (key === '*') return key;
    if (key === '#') return digits;
    if (!/\d/.test(key)) continue;
    dueMs = clock.nowMs() + timeoutMs;
    digits += key;
    onDigit?.(digits);
    if (isWhole(digits)) {
      keypad.dropsPound = keypad.pressed.length === 0;
      if (keypad.pressed[0] === '#') keypad.pressed.shift();
      return digits;
    }
  }
}

function* untilKey(keypad: Keypad, prompt: () => Task): Task {
  yield* whileNot(prompt, (stop) => {
    keypad.changed = stop;
    return () => {
      keypad.changed = () => undefined;
    };
  });
}

function* keyOrDue(clock: Clock, keypad: Keypad, dueMs: number): Task {
  yield* until<void>((resolve) => {
    const timer = clock.after(dueMs - clock.nowMs(), resolve);
    keypad.changed = resolve;
    return () => {
      timer.cancel();
      keypad.changed = () => undefined;
    };
  });
}
