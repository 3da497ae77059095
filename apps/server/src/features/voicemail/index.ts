import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { forgetOldMessages } from './actions/forget.ts';
import { sendDueNotices } from './actions/notices.ts';
import { voicemailJobs } from './jobs.ts';
import { voicemailListeners } from './listeners.ts';
import type { BoxNeighbours } from './neighbours.ts';
import { voicemailRoutes } from './routes.ts';
import { liveVoicemail } from './sockets.ts';
import { openShareDoor } from './webhooks.ts';

export { boxExists, boxesForDirectory, boxesOfPeople } from './actions/directory.ts';
export { tellOfMessagesGoing } from './actions/forget.ts';
export { type Listener, messageHolds } from './actions/hearing.ts';
export { takeMessage } from './actions/take-message.ts';
export type { BoxNeighbours } from './neighbours.ts';

const secondMs = 1000;

export const voicemailFeature = (ctx: Context, neighbours: BoxNeighbours): Feature => ({
  name: 'voicemail',
  routes: voicemailRoutes(ctx, neighbours),
  webhooks: (server) => openShareDoor(server, ctx),
  jobs: voicemailJobs(ctx),
  listeners: voicemailListeners(ctx),
  sweeps: [
    { name: 'voicemail.send_notices', everyMs: 15 * secondMs, run: () => sendDueNotices(ctx) },
    { name: 'voicemail.forget_messages', everyMs: 3600 * secondMs, run: () => forgetOldMessages(ctx) },
  ],
  live: async (_tenantId, events, seq) => liveVoicemail(events, seq),
});
