import { defineConfig } from 'vitest/config';

const onlyUnit = ['**/node_modules/**', '**/*.api.test.ts'];
const postgres = ['apps/server/test/test-postgres.ts'];

export default defineConfig({
  test: {
    // More than the cores: tests wait for the database, the emulator and each other half of the time.
    maxWorkers: 3,
    // On a machine with other work a test may come too late once; the summary names what needed a second try.
    retry: process.env.CI ? 1 : 0,
    coverage: {
      provider: 'v8',
      include: ['apps/server/src/**/*.ts', 'packages/*/src/**/*.ts'],
      exclude: ['**/*.test.ts'],
      reporter: ['json-summary', 'html'],
      reportsDirectory: 'coverage',
      reportOnFailure: true,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/**/*.test.ts',
            'apps/server/{src,test}/**/*.test.ts',
            'apps/web/src/**/*.test.ts',
            'conformance/**/*.test.ts',
            'journeys/chaos/**/*.test.ts',
            'scripts/**/*.test.{ts,mjs}',
          ],
          exclude: onlyUnit,
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'api',
          include: ['apps/server/**/*.api.test.ts'],
          globalSetup: postgres,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'journeys',
          include: ['journeys/calls/**/*.test.ts'],
          globalSetup: postgres,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          include: ['journeys/web/**/*.spec.ts'],
          globalSetup: postgres,
          // A page on a busy machine.
          expect: { poll: { timeout: 8000 } },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
