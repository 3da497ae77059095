import { join } from 'node:path';
import { makeAnswering } from '#features/inbound';
import type { SettlePowers } from '#features/insights';
import { makeRequestSpool } from '#runtime/request-spool';
import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { actOnVerdicts } from './actions/act-on-verdict.ts';
import { askAboutSilentCalls } from './actions/ask-carrier.ts';
import { forgetOldCalls } from './actions/forget-old.ts';
import { hangUpLate } from './actions/hang-up.ts';
import { makeHolders } from './actions/holder-of.ts';
import { makeIngest } from './actions/ingest.ts';
import { reconcile } from './actions/reconcile.ts';
import { placeRetries } from './actions/retry-calls.ts';
import { replaySpool } from './actions/spooled.ts';
import { callJobs } from './jobs.ts';
import { callListeners } from './listeners.ts';
import { callRoutes } from './routes.ts';
import { liveCallMessages } from './sockets.ts';
import { liveBetween } from './store/reading.ts';
import { registerCallWebhooks } from './webhooks.ts';

export { callsOf } from './actions/calls-of.ts';
export { removeSampleCalls } from './actions/change.ts';
export { dialMany } from './actions/dial-many.ts';
export { type Planned, preparePlans } from './actions/make-plan.ts';
export { mustBePlaced } from './actions/place-call.ts';
export { getCallDetail, liveCalls } from './actions/read.ts';
export { recoverCall } from './actions/recover-call.ts';
export { insertSampleCall } from './actions/sample.ts';
export { type Decided, type Intent, writeIntents } from './actions/write-intents.ts';
export { isMachine } from './answered-by.ts';
export { isOpenAt } from './gate-window.ts';
export { callIdsBySid, pathOfCall } from './store/reading.ts';
export type { CallWish } from './wish.ts';

const sweepMs = 5000;
const hourMs = 3_600_000;

export const callsFeature = (ctx: Context, powers: SettlePowers): Feature => {
  const ingest = makeIngest(ctx);
  const spool = makeRequestSpool(join(ctx.config.dataDir, 'answered'), ctx.log, ctx.clock.nowMs);
  const door = {
    ctx,
    ingest,
    spool,
    answering: makeAnswering(ctx, { liveBetween }),
    holderOf: makeHolders(ctx),
  };
  const everyMs = Math.min(sweepMs, ctx.config.carrier.sweepMs, ctx.config.carrier.reconcileAfterMs / 2);
  return {
    name: 'calls',
    routes: callRoutes(ctx, powers),
    webhooks: (server) => registerCallWebhooks(server, door),
    jobs: callJobs(ctx),
    listeners: callListeners(ctx),
    live: (tenantId, events, seq) => liveCallMessages(ctx, tenantId, events, seq),
    sweeps: [
      { name: 'calls.ask_about_silent', everyMs, run: () => askAboutSilentCalls(ctx) },
      { name: 'calls.reconcile', everyMs, run: () => reconcile(ctx) },
      { name: 'calls.forget_old', everyMs: hourMs, run: () => forgetOldCalls(ctx, powers) },
      { name: 'calls.hang_up_late', everyMs, run: () => hangUpLate(ctx) },
      { name: 'calls.act_on_verdicts', everyMs, run: () => actOnVerdicts(ctx) },
      { name: 'calls.replay_answered', everyMs, run: () => replaySpool(ctx, spool, ingest) },
      { name: 'calls.place_retries', everyMs, run: () => placeRetries(ctx) },
    ],
    stop: () => ingest.idle(),
  };
};
