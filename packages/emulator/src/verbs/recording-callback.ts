import type { RecordingPlan } from '../call.ts';
import { resolveUrl } from '../document.ts';
import type { Stage } from './outcome.ts';

/** Whom the attributes of a verb want told about its recording. */
export function recordingCallback(
  { document }: Stage,
  verb: {
    recordingStatusCallback?: string;
    recordingStatusCallbackMethod?: 'GET' | 'POST';
    recordingStatusCallbackEvent?: string[];
  },
): RecordingPlan['callback'] {
  if (!verb.recordingStatusCallback) return undefined;
  return {
    url: resolveUrl(document, verb.recordingStatusCallback),
    method: verb.recordingStatusCallbackMethod ?? 'POST',
    events: verb.recordingStatusCallbackEvent ?? ['completed'],
  };
}
