import type { Gather } from '@offhook/twiml';
import { deliver } from '../callbacks.ts';
import { resolveUrl } from '../document.ts';
import { spawn } from '../exchange.ts';
import { standardParameters } from '../parameters.ts';
import { type Task, until, whileNot } from '../task.ts';
import { callOf } from '../world.ts';
import { dueAtMs, type Input, listenForInput, wordsBy } from './gather-input.ts';
import { followPartials, type OnPartial } from './gather-partials.ts';
import { type GatherSettings, settingsOf } from './gather-settings.ts';
import { confidenceIn, recognised } from './gather-speech.ts';
import { goTo, nextVerb, type Outcome, type Stage } from './outcome.ts';
import { runNested } from './prompt.ts';
import { answerFirst } from './sounding.ts';

/**
 * Collects keys and words during and after the prompts. Without any it falls through to the next verb; with some its
 * action takes the place of the document. Who hangs up meanwhile is not told of.
 *
 * @see https://www.twilio.com/docs/voice/twiml/gather (read 2026-11-21)
 */
export function* gather(stage: Stage, verb: Gather): Task<Outcome> {
  const { exchange, line } = stage;
  answerFirst(stage);
  const settings = settingsOf(stage, verb);
  const input = listenForInput(exchange, line, settings);
  const onPartial = settings.hearsSpeech ? partialsTo(stage, verb, settings) : undefined;
  const unfollow = onPartial && followPartials(exchange, line, input, onPartial);
  try {
    yield* promptUntilInput(stage, verb, { settings, input });
    yield* untilComplete(stage, { settings, input });
  } finally {
    input.stop();
    unfollow?.();
  }
  const result = resultOf(stage, settings, input);
  if (!result && !verb.actionOnEmptyResult) return nextVerb;
  return goTo(stage, verb.action, verb.method, { ...(result ?? emptyResult(settings, input)), msg: 'Gather End' });
}

interface Gathering {
  settings: GatherSettings;
  input: Input;
}

// Keys always stop the prompt, words only with bargeIn.
function* promptUntilInput(stage: Stage, verb: Gather, { settings, input }: Gathering): Task {
  if (input.utterances.length > 0 && settings.bargeIn) return;
  const prompts = function* (): Task {
    for (const [at, prompt] of verb.prompts.entries()) yield* runNested(stage, prompt, at);
  };
  yield* whileNot(prompts, (stop) => {
    input.changed = () => {
      if (input.type === 'keys' || settings.bargeIn) stop();
    };
    return () => {
      input.changed = () => undefined;
    };
  });
}

function* untilComplete({ exchange: { clock } }: Stage, { settings, input }: Gathering): Task {
  const promptedAtMs = clock.nowMs();
  for (;;) {
    const dueMs = dueAtMs(input, settings, promptedAtMs);
    if (input.isComplete || dueMs <= clock.nowMs()) return;
    yield* until<void>((resolve) => {
      const timer = clock.after(dueMs - clock.nowMs(), resolve);
      input.changed = resolve;
      return () => {
        timer.cancel();
        input.changed = () => undefined;
      };
    });
  }
}

/** What the action is told; undefined when nothing was put in. A finishing key alone is nothing. */
function resultOf(
  { exchange, line }: Stage,
  settings: GatherSettings,
  input: Input,
): Record<string, string> | undefined {
  if (input.type === 'keys') {
    return input.digits === '' ? undefined : { Digits: input.digits, FinishedOnKey: input.finishedOn };
  }
  const words = recognised(wordsBy(input, exchange.clock.nowMs()), settings);
  if (words === '') return undefined;
  const persona = exchange.farEnds.get(line.callSid)?.persona;
  const noiseDbfs = persona && 'noiseDbfs' in persona ? persona.noiseDbfs : undefined;
  return {
    SpeechResult: words,
    Confidence: confidenceIn(words, settings.hints, noiseDbfs).toFixed(8),
    Language: settings.language,
  };
}

// Unconfirmed: what is sent with actionOnEmptyResult when nothing was put in.
function emptyResult({ hearsSpeech, language }: GatherSettings, { finishedOn }: Input): Record<string, string> {
  return { Digits: '', FinishedOnKey: finishedOn, ...(hearsSpeech ? { Language: language } : {}) };
}

/** Requests that tell of words as they are said; what is answered to them has no effect. */
function partialsTo(stage: Stage, verb: Gather, settings: GatherSettings): OnPartial | undefined {
  const { exchange, line, document } = stage;
  if (!verb.partialResultCallback) return undefined;
  const url = resolveUrl(document, verb.partialResultCallback);
  const target = { url, method: verb.partialResultCallbackMethod ?? ('POST' as const) };
  let sequence = 0;
  return (words) => {
    const unstable = recognised(words, settings);
    const params = {
      ...standardParameters(exchange, callOf(exchange.world, line.callSid)),
      UnstableSpeechResult: unstable,
      // Unconfirmed: which words are stable. Recognisers still change the last ones.
      StableSpeechResult: unstable.split(' ').slice(0, -2).join(' '),
      Stability: '0.9',
      SequenceNumber: String(sequence),
      Language: settings.language,
    };
    sequence += 1;
    spawn(exchange, deliver(exchange, line.callSid, target, params));
  };
}
