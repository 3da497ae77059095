import { type CallRecording, fillPath, getRecording } from '@offhook/contract';

/** Where a recording is served from; a call can have several. */
export function recordingUrl(
  callId: string,
  recording: Pick<CallRecording, 'id'>,
  as: { format?: 'wav' | 'mp3'; download?: boolean } = {},
): string {
  return fillPath(getRecording.path, { call_id: callId }, { recording_id: recording.id, ...as });
}
