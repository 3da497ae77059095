import type { Gather } from '@offhook/twiml';
import { noteCall } from '../exchange.ts';
import type { Line } from '../line.ts';
import { type Task, until, whileNot } from '../task.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runPrompt } from './prompt.ts';
import { answerFirst } from './sounding.ts';

/** Collects keys during and after the prompts. Without any it falls through to the next verb. */
export function* gather(stage: Stage, verb: Gather): Task<Outcome> {
  answerFirst(stage);
  warnOfSpeech(stage, verb);
  const keys = collectKeys(stage.line, verb);
  try {
    yield* promptUntilKey(stage, verb, keys);
    yield* untilComplete(stage, verb, keys);
  } finally {
    keys.stop();
  }
  if (keys.digits === '' && !verb.actionOnEmptyResult) return nextVerb;
  const finished: Record<string, string> = keys.finishedOn ? { FinishedOnKey: keys.finishedOn } : {};
  return goTo(stage, verb.action, verb.method, { Digits: keys.digits, msg: 'Gather End', ...finished });
}

interface Keys {
  digits: string;
  isComplete: boolean;
  finishedOn?: string;
  /** Called after every key. */
  pressed: () => void;
  stop: () => void;
}

function collectKeys(line: Line, verb: Gather): Keys {
  const finish = verb.finishOnKey ?? '#';
  const keys: Keys = {
    digits: '',
    isComplete: false,
    pressed: () => undefined,
    stop: () => void line.keyListeners.delete(listener),
  };
  const listener = (key: string) => {
    if (keys.isComplete) return;
    if (finish !== '' && key === finish) {
      keys.isComplete = true;
      keys.finishedOn = key;
    } else {
      keys.digits += key;
      keys.isComplete = verb.numDigits !== undefined && keys.digits.length >= verb.numDigits;
    }
    keys.pressed();
  };
  line.keyListeners.add(listener);
  return keys;
}

function* promptUntilKey(stage: Stage, verb: Gather, keys: Keys): Task {
  const prompts = function* (): Task {
    for (const prompt of verb.prompts) yield* runPrompt(stage, prompt);
  };
  yield* whileNot(prompts, (stop) => {
    keys.pressed = stop;
    return () => undefined;
  });
}

// The timeout starts anew with every key.
function* untilComplete(stage: Stage, verb: Gather, keys: Keys): Task {
  if (keys.isComplete) return;
  const timeoutMs = (verb.timeout ?? 5) * 1000;
  const { clock } = stage.exchange;
  yield* until<void>((resolve) => {
    let timer = clock.after(timeoutMs, resolve);
    keys.pressed = () => {
      timer.cancel();
      if (keys.isComplete) resolve();
      else timer = clock.after(timeoutMs, resolve);
    };
    return () => timer.cancel();
  });
}

function warnOfSpeech({ exchange, line }: Stage, verb: Gather): void {
  if (!verb.input?.includes('speech')) return;
  const message = 'The emulator does not hear speech in <Gather>, only keys';
  noteCall(exchange, line.callSid, { type: 'warned', code: 13310, message });
}
