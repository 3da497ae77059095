import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readImports } from './import-graph.ts';
import { findBreaches, importRules } from './import-rules.ts';

const features = 'apps/server/src/features';

const cleanTree: Record<string, string> = {
  'packages/kit/package.json': '{"exports":{".":"./src/index.ts"}}',
  'packages/kit/src/index.ts': 'export const kit = 1;',
  'packages/twiml/package.json': '{"exports":{".":"./src/index.ts"}}',
  'packages/twiml/src/index.ts': `import { kit } from '@offhook/kit'; export const twiml = kit;`,
  'packages/flow/package.json': '{"exports":{".":"./src/index.ts"}}',
  'packages/flow/src/index.ts': `import { twiml } from '@offhook/twiml'; export const flow = twiml;`,
  'packages/contract/package.json': '{"exports":{".":"./src/index.ts"}}',
  'packages/contract/src/index.ts': `import { z } from 'zod'; export const contract = z;`,
  'packages/emulator/package.json': '{"exports":{".":"./src/index.ts"}}',
  'packages/emulator/src/index.ts': `import { twiml } from '@offhook/twiml'; export const emulator = twiml;`,
  'apps/web/package.json': '{}',
  'apps/web/src/main.tsx': `import { contract } from '@offhook/contract'; import './app'; export const page = <p>{contract}</p>;`,
  'apps/web/src/app.tsx': 'export {};',
  'apps/server/package.json':
    '{"imports":{"#features/*":"./src/features/*/index.ts","#runtime/*":"./src/runtime/*.ts","#providers/*":"./src/providers/*/index.ts"}}',
  'apps/server/src/main.ts': `import './app.ts';`,
  'apps/server/src/app.ts': `import { calls } from '#features/calls'; import '#runtime/log'; export const app = calls;`,
  'apps/server/src/runtime/log.ts': `import type { Clock } from '@offhook/kit'; export const log = 1;`,
  'apps/server/src/runtime/refusal.ts': 'export class Refusal {}',
  'apps/server/src/providers/speech/index.ts': `export { speak } from './vendor.ts';`,
  'apps/server/src/providers/speech/vendor.ts': `import '#runtime/log'; export const speak = 1;`,
  [`${features}/calls/index.ts`]: `export { calls } from './actions.ts'; import './routes.ts';`,
  [`${features}/calls/call.ts`]: `import { Refusal } from '#runtime/refusal'; import type { log } from '#runtime/log'; export const call = Refusal;`,
  [`${features}/calls/store.ts`]: `import { call } from './call.ts'; import { sql } from 'kysely'; export const store = call;`,
  [`${features}/calls/actions.ts`]: `import { store } from './store.ts'; import '#providers/speech'; export const calls = store;`,
  [`${features}/calls/routes.ts`]: `import { calls } from './actions.ts'; export const routes = calls;`,
  [`${features}/voicemail/index.ts`]: `export { take } from './actions/take-message.ts';`,
  [`${features}/voicemail/actions/take-message.ts`]: `import { calls } from '#features/calls'; import { store } from '../message-store.ts'; export const take = calls;`,
  [`${features}/voicemail/message-store.ts`]: 'export const store = 1;',
  [`${features}/voicemail/voicemail.test.ts`]: `import './message-store.ts';`,
};

const breaches: Record<string, [path: string, text: string]> = {
  'packages-know-no-app': ['packages/kit/src/a.ts', `import '../../../apps/server/src/app.ts';`],
  'kit-stands-alone': ['packages/kit/src/a.ts', `import '@offhook/twiml';`],
  'twiml-knows-only-kit': ['packages/twiml/src/a.ts', `import type { flow } from '@offhook/flow';`],
  'flow-knows-only-twiml-and-kit': ['packages/flow/src/a.ts', `export * from '@offhook/contract';`],
  'pacing-knows-only-kit': ['packages/pacing/src/a.ts', `import '@offhook/contract';`],
  'contract-knows-only-zod-and-shapes': ['packages/contract/src/a.ts', `import 'node:fs';`],
  'emulator-knows-only-twiml-and-kit': ['packages/emulator/src/a.ts', `import '@offhook/contract';`],
  'web-knows-only-contract-kit-flow-and-pacing': ['apps/web/src/a.tsx', `import '@offhook/emulator';`],
  'server-knows-no-other-app': ['apps/server/src/a.ts', `import '../../web/src/app.tsx';`],
  'the-emulator-is-behind-http': [`${features}/calls/a.ts`, `export type A = import('@offhook/emulator').A;`],
  'runtime-knows-no-feature': ['apps/server/src/runtime/a.ts', `await import('#providers/speech');`],
  'providers-know-no-feature': ['apps/server/src/providers/speech/a.ts', `import '#features/calls';`],
  'features-know-no-app': [`${features}/calls/a.ts`, `import { app } from '../../app.ts';`],
  'nobody-imports-main': ['journeys/calls/a.ts', `import '../../apps/server/src/main.ts';`],
  'features-see-our-words-not-vendors': [
    `${features}/calls/routes/a.ts`,
    `import '../../../providers/speech/vendor.ts';`,
  ],
  'use-the-door': [`${features}/voicemail/actions/a.ts`, `import { store } from '../../calls/call.ts';`],
  'rules-are-pure': [`${features}/calls/a.ts`, `import type { store } from './store.ts';`],
  'rules-touch-nothing': [`${features}/calls/a.ts`, `import { log } from '#runtime/log';`],
  'stores-know-no-action': [`${features}/calls/leg-store.ts`, `import './actions.ts';`],
  'actions-know-no-edge': [`${features}/calls/actions/a.ts`, `import '../routes.ts';`],
  'edges-call-actions': [`${features}/calls/webhooks.ts`, `import { store } from './store.ts';`],
  'imports-resolve': ['apps/web/src/a.tsx', `import './nowhere';`],
  'no-cycles': ['packages/kit/src/a.ts', `import './b.ts';`],
  'no-cycles-between-features': [`${features}/calls/listeners.ts`, `import '#features/voicemail';`],
};

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'offhook-imports-'));
  for (const [path, text] of Object.entries(cleanTree)) write(path, text);
  write('packages/kit/src/b.ts', `import type { a } from './a.ts';`);
  write('packages/kit/src/a.ts', 'export const a = 1;');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a tree that keeps the rules is silent', () => {
  expect(check()).toEqual([]);
});

test('every rule has a planted breach', () => {
  expect(Object.keys(breaches).toSorted()).toEqual(
    [...importRules.map(({ name }) => name), 'no-cycles', 'no-cycles-between-features'].toSorted(),
  );
});

test.each(Object.entries(breaches))('a breach of %s is found', (name, [path, text]) => {
  if (name === 'no-cycles') write('packages/kit/src/b.ts', `import './a.ts';`);
  write(path, text);
  expect(check().map((line) => line.split(':')[0])).toContain(name);
});

function check(): string[] {
  return findBreaches(readImports(root, ['apps', 'packages', 'journeys']));
}

function write(path: string, text: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
