import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { deleteUnwantedCopies } from './actions/delete.ts';
import { fetchStuckAgain } from './actions/fetch.ts';
import { forgetOldRecordings } from './actions/retain.ts';
import { recordingJobs } from './jobs.ts';
import { openLinkDoor } from './webhooks.ts';

export { deleteRecordings, deleteRecordingsOf, deleteUnreported } from './actions/delete.ts';
export { fetchAgain } from './actions/fetch.ts';
export { recordingViews } from './actions/present.ts';
export { recordingLink, serveRecording } from './actions/serve.ts';
export { takeRecordingReport } from './actions/take-report.ts';
export { messagesOn, type ReadyRecording, type Recording } from './recording.ts';
export { recordingsOfCalls, setPaused, setWords, wasDeleted } from './store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** What writes left behind when the server was killed. None takes a day. */
const clearLeftovers = (ctx: Context) => ctx.storage.clearLeftovers(new Date(ctx.clock.nowMs() - dayMs));

export const recordingsFeature = (ctx: Context): Feature => ({
  name: 'recordings',
  jobs: recordingJobs(ctx),
  webhooks: (server) => openLinkDoor(server, ctx),
  sweeps: [
    { name: 'recordings.forget_old', everyMs: hourMs, run: () => forgetOldRecordings(ctx) },
    { name: 'recordings.fetch_stuck', everyMs: 10 * minuteMs, run: () => fetchStuckAgain(ctx) },
    { name: 'recordings.delete_copies', everyMs: minuteMs, run: () => deleteUnwantedCopies(ctx) },
    { name: 'recordings.clear_leftovers', everyMs: hourMs, run: () => clearLeftovers(ctx) },
  ],
});
