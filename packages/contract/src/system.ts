import { z } from 'zod';
import { route } from './route.ts';
import { Timestamp } from './shapes.ts';
import { CarrierMode } from './workspaces.ts';

const Dependency = z.object({ status: z.enum(['ok', 'failing', 'off']), detail: z.string() });

export const health = route({
  name: 'system.health',
  method: 'GET',
  path: '/health',
  summary: 'State of every part, for people',
  access: 'public',
  responses: {
    200: z.object({
      status: z.enum(['ok', 'degraded']),
      version: z.string(),
      started_at: Timestamp,
      uptime_seconds: z.number(),
      carrier_mode: CarrierMode,
      dependencies: z.object({ database: Dependency, carrier: Dependency, jobs: Dependency, mail: Dependency }),
      memory: z.object({ rss_bytes: z.number(), heap_used_bytes: z.number() }),
      cpu: z.object({ user_seconds: z.number(), system_seconds: z.number(), load_1m: z.number() }),
    }),
  },
});

export const healthz = route({
  name: 'system.alive',
  method: 'GET',
  path: '/healthz',
  summary: 'The process is alive',
  access: 'public',
  responses: { 200: z.object({ status: z.literal('ok') }) },
});

export const readyz = route({
  name: 'system.ready',
  method: 'GET',
  path: '/readyz',
  summary: 'Ready for traffic: the database answers and no stop is under way',
  access: 'public',
  responses: { 200: z.object({ status: z.literal('ready') }) },
  refusals: ['system.database_away'],
});
