import type { Occasion } from './mischief.ts';

/** The kinds of webhook that a rule can be about; a document is asked for, the others tell. */
export const callbackKinds: ReadonlySet<string> = new Set([
  ...['status', 'amd', 'recording', 'transcription', 'stream', 'conference', 'other', 'document'],
]);

/** What a callback is about and what it tells, as its parameters have it. */
export function occasionOf(params: Readonly<Record<string, string>>): Pick<Occasion, 'kind' | 'name' | 'events'> {
  const told = (...names: string[]) => names.flatMap((name) => params[name] ?? []);
  const callback = (name: string, events: string[]) => ({ kind: 'callback' as const, name, events });
  if (params.RecordingStatus) return callback('recording', told('RecordingStatus'));
  if (params.TranscriptionEvent || params.TranscriptionStatus) {
    return callback('transcription', told('TranscriptionEvent', 'TranscriptionStatus'));
  }
  if (params.StreamEvent) return callback('stream', told('StreamEvent'));
  if (params.StatusCallbackEvent) return callback('conference', told('StatusCallbackEvent'));
  if (params.MachineDetectionDuration && !params.CallStatus) return callback('amd', told('AnsweredBy'));
  if (params.CallbackSource) return callback('status', progressOf(params.CallStatus ?? ''));
  return callback('other', []);
}

// A status is known by its own name and by that of the event under which it is asked for.
function progressOf(status: string): string[] {
  if (status === 'in-progress') return [status, 'answered'];
  return status === 'initiated' || status === 'ringing' || status === 'completed' ? [status] : [status, 'completed'];
}
