import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { aliases } from '@offhook/contract';
import { type Clock, makeIds, type Random } from '@offhook/kit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accessFeature, actorOfRequest, sessionHolds } from '#features/access';
import { auditFeature } from '#features/audit';
import { callsFeature, liveCalls, pathOfCall } from '#features/calls';
import {
  addToCampaign,
  campaignById,
  campaignsFeature,
  isOver,
  lockProspectsOf,
  settleProspects,
} from '#features/campaigns';
import {
  complianceFeature,
  grantConsents,
  suppress,
  suppressedAmong,
  undoConsents,
  zonesOf,
} from '#features/compliance';
import { contactsFeature } from '#features/contacts';
import { directoryOf, flowExists, flowsByReference, flowsFeature, liveGraphs } from '#features/flows';
import { forwardingFeature } from '#features/forwarding';
import { groupsFeature } from '#features/groups';
import { hoursFeature } from '#features/hours';
import { importsFeature } from '#features/imports';
import { insightsFeature } from '#features/insights';
import { mediaFeature } from '#features/media';
import { numbersFeature } from '#features/numbers';
import { peopleFeature } from '#features/people';
import { promptsFeature } from '#features/prompts';
import { recordingsFeature } from '#features/recordings';
import { sampleDataFeature } from '#features/sample-data';
import { scriptsFeature } from '#features/scripts';
import { seatsFeature } from '#features/seats';
import { settingsFeature } from '#features/settings';
import { simulatorFeature } from '#features/simulator';
import { systemFeature } from '#features/system';
import { virtualDaysFeature } from '#features/virtual-days';
import { voicemailFeature } from '#features/voicemail';
import { voicemailDropsFeature } from '#features/voicemail-drops';
import { walletFeature } from '#features/wallet';
import { workspacesFeature } from '#features/workspaces';
import { makeAudio } from '#providers/audio';
import { makeCarriers } from '#providers/carrier';
import { makeMail } from '#providers/mail';
import { makeStorage } from '#providers/storage';
import type { Config } from '#runtime/config';
import { openDatabase } from '#runtime/database/database';
import { dispatch } from '#runtime/dispatch';
import { aliased } from '#runtime/http/aliases';
import { serveMetrics } from '#runtime/http/metrics';
import { serveReference } from '#runtime/http/reference';
import { registerRoutes } from '#runtime/http/routes';
import { makeHttpServer } from '#runtime/http/server';
import { serveWebApp } from '#runtime/http/web-app';
import { makeJobs } from '#runtime/jobs';
import { makeKeys } from '#runtime/keys';
import { type Log, makeLog } from '#runtime/log';
import { lastSeq, makeOutbox, pruneOutbox } from '#runtime/outbox';
import { makeRelay } from '#runtime/relay';
import { makeSockets, type Sockets } from '#runtime/sockets';
import { portProblem } from '#runtime/startup-problem';
import { runSweeps } from '#runtime/sweeps';
import { makeTelemetry } from '#runtime/telemetry';
import { makeTokens } from '#runtime/tokens';
import type { Context } from './context.ts';
import type { Feature } from './feature.ts';
import { broadcastTo } from './live.ts';
import { numberOfId, usesByFlows } from './uses.ts';
import { version } from './version.ts';

/** The running program. */
export interface App {
  ctx: Context;
  features: readonly Feature[];
  server: FastifyInstance;
  /** Opens both doors and begins background work; answers the address. */
  start(): Promise<string>;
  /** Ends requests, jobs and sockets, then the database connections. */
  stop(): Promise<void>;
  /** Resolves when every committed event was heard and every due job has run. */
  settled(): Promise<void>;
}

export interface AppPowers {
  config: Config;
  /** `creatorUrl`: a login that may create databases, where there is one. */
  database: { appUrl: string; systemUrl: string; ownerUrl?: string; creatorUrl?: string };
  clock: Clock;
  random: Random;
  log?: Log;
  /** Sweeps come no more often: where nothing is lost and no other process works there is little for them. */
  leastSweepMs?: number;
}

/** Builds the program: the context, then the features, then what joins them. */
export async function buildApp({
  config,
  database,
  clock,
  random,
  log = makeLog(config.log),
  leastSweepMs = 0,
}: AppPowers): Promise<App> {
  const ids = makeIds(clock, random);
  const keys = makeKeys(config);
  const db = openDatabase(database, log);
  const telemetry = makeTelemetry();
  const server = await makeHttpServer(config, { ids, log, telemetry });
  let address = '';
  const ctx: Context = {
    config,
    publicUrl: () => config.publicUrl ?? address,
    db,
    clock,
    ids,
    random,
    log,
    keys,
    outbox: makeOutbox(clock),
    carriers: makeCarriers(clock),
    storage: makeStorage(config, keys, () => ids.next('event')),
    audio: makeAudio(clock),
    mail: makeMail(config),
    telemetry,
    tokens: makeTokens(config.tokens, keys, clock),
  };
  const jobs = makeJobs(db, clock, log);
  let stopping = false;
  const program = { version, startedAt: clock.now(), isStopping: () => stopping, pendingJobs: () => jobs.pending() };
  const around = { directory: directoryOf, liveGraphs, flowExists, ...usesByFlows };
  const settling = { lockFirst: lockProspectsOf, alsoSettle: settleProspects };
  const features: Feature[] = [
    auditFeature(ctx),
    settingsFeature(ctx),
    workspacesFeature(ctx),
    peopleFeature(ctx),
    accessFeature(ctx),
    contactsFeature(ctx, {
      zonesOf: (number, stated) => zonesOf(number, stated).zones,
      suppressedAmong: (tx, tenantId, numbers) => suppressedAmong(ctx, tx, tenantId, numbers),
    }),
    recordingsFeature(ctx),
    mediaFeature(ctx),
    scriptsFeature(ctx),
    hoursFeature(ctx, around),
    forwardingFeature(ctx, around),
    groupsFeature(ctx, around),
    numbersFeature(ctx, around),
    voicemailDropsFeature(ctx),
    voicemailFeature(ctx, { ...around, numberOfId }),
    walletFeature(ctx),
    complianceFeature(ctx),
    promptsFeature(ctx, { usedBy: flowsByReference }),
    flowsFeature(ctx, pathOfCall),
    seatsFeature(ctx),
    callsFeature(ctx, settling),
    insightsFeature(ctx, settling),
    campaignsFeature(ctx),
    virtualDaysFeature(ctx, database),
    importsFeature(ctx, {
      grantConsents: (tx, actor, what) => grantConsents(ctx, tx, actor, what),
      undoConsents: (tx, actor, what) => undoConsents(ctx, tx, actor, what),
      suppress: (tx, actor, what) => suppress(ctx, tx, actor, { ...what, source: 'import' }),
      mayJoinCampaign: async (tx, id) => {
        const campaign = await campaignById(tx, id);
        return campaign !== undefined && !isOver(campaign.status);
      },
      addToCampaign: (tx, place, contactIds) => addToCampaign(ctx, tx, place, contactIds),
    }),
    simulatorFeature(ctx),
    sampleDataFeature(ctx),
    systemFeature(ctx, program),
  ];
  const own = features.flatMap((feature) => feature.routes ?? []);
  const bound = [...own, ...aliased(own, aliases)];
  const findActor = (request: FastifyRequest) => clock.during(actorOfRequest(ctx, request));
  registerRoutes(server, bound, { findActor, clock, uploadFolder: join(config.dataDir, 'uploads') });
  for (const feature of features) feature.webhooks?.(server);
  serveMetrics(server, config, telemetry);
  await serveReference(
    server,
    bound.map(({ route }) => route),
    version,
  );
  await serveWebApp(server);

  const sockets = socketsOf(ctx);
  const listeners = features.flatMap((feature) => feature.listeners ?? []);
  const { take, work } = dispatch(ctx, listeners, jobs);
  const heard = [...new Set(listeners.flatMap((listener) => listener.hears))];
  const events = makeRelay({ db, clock, log, listener: 'events', take, heard });
  const isHeard = () => sockets.rooms().length > 0;
  const pages = broadcastTo(ctx, sockets, features);
  const live = makeRelay({ db, clock, log, listener: undefined, take: pages.take, isHeard });
  const prune = { name: 'outbox.prune', everyMs: 600_000, run: () => pruneOutbox(db, clock) };
  const allSweeps = [prune, ...features.flatMap((feature) => feature.sweeps ?? [])];
  const sweeps = runSweeps(
    ctx,
    allSweeps.map((sweep) => ({ ...sweep, everyMs: Math.max(sweep.everyMs, leastSweepMs) })),
  );
  const socketServer = createServer((_request, response) => response.writeHead(426).end());

  return {
    ctx,
    features,
    server,
    async start() {
      await jobs.start([...features.flatMap((feature) => feature.jobs ?? []), work]);
      address = await listen(server, config);
      await listenForSockets(socketServer, config);
      sockets.attach(server.server);
      sockets.attach(socketServer);
      events.start();
      live.start();
      sweeps.start();
      return ctx.publicUrl();
    },
    async stop() {
      stopping = true;
      sweeps.stop();
      await sockets.close();
      await Promise.all([server.close(), new Promise<void>((resolve) => socketServer.close(() => resolve()))]);
      for (const feature of features) await feature.stop?.();
      await Promise.all([events.stop(), live.stop()]);
      await pages.flushed();
      await jobs.stop();
      await ctx.audio.close();
      await db.close();
    },
    async settled() {
      do {
        jobs.hurry();
        await events.drained();
        for (const feature of features) await feature.settled?.();
      } while ((await jobs.pending()) > 0);
      await events.drained();
      await live.drained();
      await pages.flushed();
    },
  };
}

function socketsOf(ctx: Context): Sockets {
  return makeSockets({
    tokens: ctx.tokens,
    clock: ctx.clock,
    log: ctx.log,
    telemetry: ctx.telemetry,
    isLive: (token) => sessionHolds(ctx, token),
    mayConnect: (origin, host) =>
      origin === undefined || [ctx.publicUrl(), `http://${host}`, `https://${host}`].includes(origin),
    greet: async (tenantId) => ({
      type: 'hello',
      seq: await ctx.db.asTenant(tenantId, lastSeq),
      complete: true,
      live_calls: await liveCalls(ctx, tenantId),
      time: ctx.clock.now().toISOString(),
    }),
  });
}

async function listen(server: FastifyInstance, config: Config): Promise<string> {
  await server.listen({ port: config.port, host: config.host }).catch((error: unknown) => {
    throw portProblem(error, config.port, 'PORT');
  });
  const { port } = server.server.address() as { port: number }; // a TCP server that listens
  return `http://localhost:${port}`;
}

async function listenForSockets(server: Server, config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(error, config.socketPort, 'WS_PORT')));
    server.listen(config.socketPort, config.host, resolve);
  });
}
