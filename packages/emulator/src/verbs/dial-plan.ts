import type { NumberNoun, SipNoun } from '@offhook/twiml';
import type { CallbackEvent, CallPlan, Target } from '../call.ts';
import { resolveUrl } from '../document.ts';
import type { Stage } from './outcome.ts';

const callbackEvents: CallbackEvent[] = ['initiated', 'ringing', 'answered', 'completed'];

/** The attributes that the nouns which ring somebody have in common. */
interface RingingNoun {
  url?: string;
  method?: 'GET' | 'POST';
  statusCallback?: string;
  statusCallbackMethod?: 'GET' | 'POST';
  statusCallbackEvent?: string[];
}

/** What a noun asks of the leg that it makes. */
export function planOf(stage: Stage, noun: RingingNoun): CallPlan {
  const plan: CallPlan = { ringTimeoutSeconds: 600, timeLimitSeconds: 14_400 };
  if (!noun.statusCallback) return plan;
  const wanted = noun.statusCallbackEvent ?? ['completed'];
  const events = callbackEvents.filter((event) => wanted.includes(event));
  const url = resolveUrl(stage.document, noun.statusCallback);
  return { ...plan, status: { url, method: noun.statusCallbackMethod ?? 'POST', events } };
}

/** The document that whoever answers hears before the two are connected. */
export function whisperOf({ document }: Stage, { url, method }: RingingNoun): Target | undefined {
  return url ? { url: resolveUrl(document, url), method: method ?? 'POST' } : undefined;
}

/** Answering machine detection of a noun: always in the background, with a verdict only for the callback. */
export function detectionOf({ document }: Stage, noun: NumberNoun | SipNoun): CallPlan['detection'] {
  if (!noun.machineDetection || ('sendDigits' in noun && noun.sendDigits)) return undefined;
  const callback = noun.amdStatusCallback;
  return {
    mode: noun.machineDetection,
    timeoutMs: (noun.machineDetectionTimeout ?? 30) * 1000,
    speechThresholdMs: noun.machineDetectionSpeechThreshold ?? 2400,
    speechEndThresholdMs: noun.machineDetectionSpeechEndThreshold ?? 1200,
    silenceTimeoutMs: noun.machineDetectionSilenceTimeout ?? 5000,
    isAsync: true,
    callback: callback
      ? { url: resolveUrl(document, callback), method: noun.amdStatusCallbackMethod ?? 'POST' }
      : undefined,
  };
}
