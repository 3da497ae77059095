import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { forgetOldRecordings } from './actions/retain.ts';
import { recordingJobs } from './jobs.ts';
import { openLinkDoor } from './webhooks.ts';

export { deleteRecordings, deleteRecordingsOf } from './actions/delete.ts';
export { recordingViews } from './actions/present.ts';
export { recordingLink, serveRecording } from './actions/serve.ts';
export { takeRecordingReport } from './actions/take-report.ts';
export type { ReadyRecording, Recording } from './recording.ts';
export { fetchAgain, recordingsOfCalls, setPaused, setWords } from './store.ts';

const hourMs = 3_600_000;

export const recordingsFeature = (ctx: Context): Feature => ({
  name: 'recordings',
  jobs: recordingJobs(ctx),
  webhooks: (server) => openLinkDoor(server, ctx),
  sweeps: [{ name: 'recordings.forget_old', everyMs: hourMs, run: () => forgetOldRecordings(ctx) }],
});
