// Checks that package-lock.json installs the same everywhere: exact versions, no addresses, a binary for every platform.
import { globSync, readFileSync } from 'node:fs';

interface LockEntry extends Manifest {
  version?: string;
  resolved?: string;
  link?: boolean;
}

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** One sentence for each problem; an empty list when all is well. */
export function lockFileProblems(lock: Record<string, LockEntry>, manifests: Record<string, Manifest>): string[] {
  return [
    ...Object.entries(lock).flatMap(([path, entry]) => addressProblems(path, entry)),
    ...Object.entries(lock).flatMap(([path, entry]) => platformProblems(path, entry, lock)),
    ...Object.entries(manifests).flatMap(([path, manifest]) => versionProblems(path, manifest)),
    ...Object.entries(manifests).flatMap(([path, manifest]) => stalenessProblems(path, manifest, lock)),
  ];
}

function addressProblems(path: string, { resolved, link }: LockEntry): string[] {
  if (link || !resolved || !/^[a-z+]+:/.test(resolved)) return [];
  return [`${path} has a download address, ${resolved}: install with omit-lockfile-registry-resolved=true.`];
}

// npm leaves out platforms whose newest build it cannot get, and npm ci on such a machine then lacks the program.
function platformProblems(path: string, entry: LockEntry, lock: Record<string, LockEntry>): string[] {
  return Object.keys(entry.optionalDependencies ?? {})
    .filter((name) => !places(path, name).some((place) => place in lock))
    .map((name) => `${path || 'package.json'} wants ${name} on some platforms, which the lock file lacks.`);
}

// Where Node looks for a dependency of the package at `path`, from the inside out.
function places(path: string, name: string): string[] {
  const folders = path.split('/node_modules/');
  const inside = folders.map(
    (_, index) => `${folders.slice(0, folders.length - index).join('/node_modules/')}/node_modules/${name}`,
  );
  return [...inside, `node_modules/${name}`];
}

function versionProblems(path: string, manifest: Manifest): string[] {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  return Object.entries(all)
    .filter(([, version]) => !/^(npm:(@[^@/]+\/)?[^@/]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${path} asks for ${name} ${version}: name one exact version.`);
}

// npm ci accepts a lock file that lists more than the manifests ask for, and installs less than the lock file says.
function stalenessProblems(path: string, manifest: Manifest, lock: Record<string, LockEntry>): string[] {
  const locked = lock[path.replace(/\/?package\.json$/, '')] ?? {};
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;
  const names = kinds.flatMap((kind) =>
    Object.keys({ ...manifest[kind], ...locked[kind] }).filter(
      (name) => manifest[kind]?.[name] !== locked[kind]?.[name],
    ),
  );
  return [...new Set(names)].map(
    (name) => `${path} and the lock file disagree about ${name}: run npm install with the pinned Node.`,
  );
}

if (import.meta.main) {
  const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const paths = ['package.json', ...globSync(['apps/*/package.json', 'packages/*/package.json'])];
  const problems = lockFileProblems(
    read('package-lock.json').packages,
    Object.fromEntries(paths.map((path) => [path, read(path)])),
  );
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
