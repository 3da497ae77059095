import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { sweepImports } from './actions/imports.ts';
import { importJobs } from './jobs.ts';
import type { ImportPowers } from './powers.ts';
import { importRoutes } from './routes.ts';

const sweepMs = 600_000;

export function importsFeature(ctx: Context, powers: ImportPowers): Feature {
  const all = { ...ctx, ...powers };
  let stopping = false;
  return {
    name: 'imports',
    routes: importRoutes(all),
    jobs: importJobs(all, () => stopping),
    sweeps: [{ name: 'imports.forget', everyMs: sweepMs, run: () => sweepImports(ctx) }],
    stop: async () => {
      stopping = true;
    },
  };
}
