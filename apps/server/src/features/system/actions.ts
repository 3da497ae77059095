import { loadavg } from 'node:os';
import type { health, RouteResponse } from '@offhook/contract';
import { allTenantIds, connectionFor } from '#features/workspaces';
import { missingCredentials } from '#runtime/config';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';

/** What only the program as a whole knows. */
export interface Program {
  version: string;
  startedAt: Date;
  isStopping: () => boolean;
  pendingJobs: () => Promise<number>;
}

type Health = RouteResponse<typeof health>;
type Dependency = Health['dependencies']['database'];

export async function getHealth(ctx: Context, program: Program): Promise<Health> {
  const [database, carrier, jobs] = await Promise.all([databaseHealth(ctx), carrierHealth(ctx), jobsHealth(program)]);
  const failing = [database, carrier, jobs].some((dependency) => dependency.status === 'failing');
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return {
    status: failing ? 'degraded' : 'ok',
    version: program.version,
    started_at: program.startedAt.toISOString(),
    uptime_seconds: Math.round((ctx.clock.nowMs() - program.startedAt.getTime()) / 1000),
    carrier_mode: ctx.config.carrier.mode,
    dependencies: { database, carrier, jobs, mail: mailHealth(ctx) },
    memory: { rss_bytes: memory.rss, heap_used_bytes: memory.heapUsed },
    cpu: { user_seconds: cpu.user / 1e6, system_seconds: cpu.system / 1e6, load_1m: loadavg()[0] ?? 0 },
  };
}

export async function mustBeReady(ctx: Context, program: Program): Promise<void> {
  if (program.isStopping() || !(await ctx.db.isReachable())) throw new Refusal('system.database_away');
}

async function databaseHealth(ctx: Context): Promise<Dependency> {
  return (await ctx.db.isReachable())
    ? { status: 'ok', detail: 'answers' }
    : { status: 'failing', detail: 'does not answer' };
}

async function carrierHealth(ctx: Context): Promise<Dependency> {
  const missing = missingCredentials(ctx.config.carrier);
  if (ctx.config.carrier.mode === 'none')
    return { status: 'off', detail: `Missing Twilio credentials: ${missing.join(', ')}` };
  try {
    const [tenantId] = await ctx.db.asSystem(allTenantIds);
    const connection = tenantId && (await ctx.db.asTenant(tenantId, (tx) => connectionFor(ctx, tx, tenantId)));
    if (!connection) return { status: 'off', detail: 'no workspace has a connection yet' };
    await connection.carrier.check();
    return { status: 'ok', detail: ctx.config.carrier.mode };
  } catch (error) {
    return { status: 'failing', detail: error instanceof Error ? error.message : 'does not answer' };
  }
}

/** The server is not asked: that is done with each e-mail. */
function mailHealth({ mail }: Context): Dependency {
  return { status: mail.isConfigured ? 'ok' : 'off', detail: mail.isConfigured ? 'configured' : mail.sentence };
}

async function jobsHealth(program: Program): Promise<Dependency> {
  try {
    return { status: 'ok', detail: `${await program.pendingJobs()} waiting or running` };
  } catch {
    return { status: 'failing', detail: 'the queue cannot be read' };
  }
}
