import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { recordingJobs } from './jobs.ts';

export { deleteRecordingsOf, takeRecordingReport } from './actions.ts';
export { presentRecording, type Recording, readRange } from './recording.ts';
export { recordedSeconds, recordingsOfCalls } from './store.ts';

export const recordingsFeature = (ctx: Context): Feature => ({ name: 'recordings', jobs: recordingJobs(ctx) });
