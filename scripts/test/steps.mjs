// What npm test runs, in order.
import { join } from 'node:path';
import { root } from '../setup/repository.mjs';

const modules = (...path) => join(root, 'node_modules', ...path);
const tests = (...projects) => projects.flatMap((project) => ['--project', project]);

/** What could differ between versions of the database: all routes, all tables, and the queries that are more than a row. */
const onBothVersions = [
  'apps/server/test/',
  'runtime/database/',
  'runtime/outbox',
  'calls/list-scale',
  'features/calls/ingest',
  'features/calls/listing',
  'features/insights/',
  'features/wallet/wallet.api',
  'features/campaigns/running.api',
  'features/imports/imports.api',
];

/** `program` with `args` is run by the pinned Node; `vitest` holds arguments instead; `needs` must exist, or there is nothing to run. */
export const steps = [
  {
    name: 'format',
    title: 'Format and lint',
    program: modules('@biomejs', 'biome', 'bin', 'biome'),
    args: ['check', '.'],
  },
  { name: 'types', title: 'Types', program: modules('typescript', 'bin', 'tsc'), args: ['-p', '.'] },
  {
    name: 'web-types',
    title: 'Types of the web app',
    program: modules('typescript', 'bin', 'tsc'),
    args: ['-p', 'apps/web'],
    needs: 'apps/web/tsconfig.json',
  },
  {
    name: 'page-types',
    title: "Types of the emulator's page",
    program: modules('typescript', 'bin', 'tsc'),
    args: ['-p', 'packages/emulator/page'],
  },
  { name: 'imports', title: 'Import rules', program: join('scripts', 'checks', 'import-rules.ts'), args: [] },
  { name: 'unused', title: 'Unused code', program: modules('knip', 'bin', 'knip.js'), args: [] },
  { name: 'lock', title: 'Lock file', program: join('scripts', 'checks', 'lock-file.ts'), args: [] },
  { name: 'clock', title: 'Time and chance', program: join('scripts', 'checks', 'time-and-chance.ts'), args: [] },
  {
    name: 'unit',
    title: 'Unit, property and API tests on PostgreSQL 18',
    vitest: [...tests('unit', 'api'), '--coverage'],
    coverage: { summary: 'coverage/coverage-summary.json', leastPercent: 85 },
  },
  {
    name: 'postgres-15',
    title: 'Migrations, every route and the larger queries on PostgreSQL 15',
    vitest: [...tests('api'), ...onBothVersions],
    env: { OFFHOOK_TEST_POSTGRES: '15' },
  },
  { name: 'journeys', title: 'Journeys', vitest: tests('journeys') },
  {
    name: 'chaos',
    title: 'Eight kills at random instants among 200 calls',
    program: join('journeys', 'chaos', 'run.ts'),
    args: ['--attempts', '200', '--kills', '8', '--seed', '1'],
    needs: 'journeys/chaos/run.ts',
  },
  {
    name: 'chaos-campaigns',
    title: 'Three servers with one campaign, killed three times',
    program: join('journeys', 'chaos', 'run.ts'),
    args: ['campaigns', '--limit', '60', '--kills', '3', '--servers', '3', '--seed', '1'],
    needs: 'journeys/chaos/run.ts',
  },
  { name: 'browser', title: 'Browser tests', vitest: tests('web') },
];
