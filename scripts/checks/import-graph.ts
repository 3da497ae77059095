import { existsSync, globSync, readFileSync } from 'node:fs';
import { extname, join, posix } from 'node:path';
import { parseAst } from 'vitest/node';

/** One import; `to` is a path from the root of the repository, `npm:zod`, `node:fs`, or `unresolved:./x.ts`. */
export interface Import {
  from: string;
  to: string;
  typeOnly: boolean;
}

/** Every import of the TypeScript below these folders, also of types and of `import()`. */
export function readImports(root: string, folders: string[]): Import[] {
  const exclude = (name: string) => /(^|\/)(node_modules|dist)$/.test(name);
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.{ts,tsx}`),
    { cwd: root, exclude },
  ).filter((file) => !file.endsWith('.d.ts'));
  const resolve = makeResolver(root);
  return files.toSorted().flatMap((file) => {
    const found = importsOf(readFileSync(join(root, file), 'utf8'), file.endsWith('.tsx') ? 'tsx' : 'ts');
    return found.map(({ specifier, typeOnly }) => ({ from: file, to: resolve(file, specifier), typeOnly }));
  });
}

interface Found {
  specifier: string;
  typeOnly: boolean;
}

function importsOf(text: string, lang: 'ts' | 'tsx'): Found[] {
  const found: Found[] = [];
  collect(parseAst(text, { lang }), found);
  return found;
}

const statements = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function collect(node: unknown, found: Found[]): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, found);
    return;
  }
  if (!isRecord(node)) return;
  if (typeof node.type === 'string' && statements.has(node.type)) {
    const source = node.source;
    const specifier = isRecord(source) && typeof source.value === 'string' ? source.value : undefined;
    if (specifier !== undefined) found.push({ specifier, typeOnly: isTypeOnly(node) });
  }
  for (const value of Object.values(node)) {
    if (typeof value === 'object' && value !== null) collect(value, found);
  }
}

function isTypeOnly(node: Record<string, unknown>): boolean {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true;
  const { specifiers } = node;
  if (!Array.isArray(specifiers) || specifiers.length === 0) return false;
  return specifiers.every(
    (specifier) => isRecord(specifier) && (specifier.importKind === 'type' || specifier.exportKind === 'type'),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function makeResolver(root: string): (from: string, specifier: string) => string {
  return (from, specifier) => {
    const [bare = ''] = specifier.split('?');
    if (bare.startsWith('.')) return asFile(root, posix.join(posix.dirname(from), bare)) ?? `unresolved:${specifier}`;
    if (bare.startsWith('#')) return fromImports(root, from, bare) ?? `unresolved:${specifier}`;
    if (bare.startsWith('@offhook/')) return fromWorkspace(root, bare) ?? `unresolved:${specifier}`;
    if (bare.startsWith('node:')) return bare;
    return `npm:${/^(@[^/]+\/)?[^/]+/.exec(bare)?.[0] ?? bare}`;
  };
}

// Node wants the whole name; the bundler of the web app also takes a shorter one.
function asFile(root: string, path: string): string | undefined {
  const endings = extname(path) ? [''] : ['.ts', '.tsx', '/index.ts', '/index.tsx', ''];
  return endings.map((ending) => path + ending).find((candidate) => existsSync(join(root, candidate)));
}

function fromImports(root: string, from: string, specifier: string): string | undefined {
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    const manifest = join(root, folder, 'package.json');
    if (existsSync(manifest))
      return target(JSON.parse(readFileSync(manifest, 'utf8')).imports, specifier, root, folder);
    if (folder === '.') return undefined;
  }
}

function fromWorkspace(root: string, specifier: string): string | undefined {
  const [, name = '', ...rest] = specifier.split('/');
  const folder = `packages/${name}`;
  const manifest = join(root, folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  return target(JSON.parse(readFileSync(manifest, 'utf8')).exports, ['.', ...rest].join('/'), root, folder);
}

function target(table: unknown, key: string, root: string, folder: string): string | undefined {
  if (!isRecord(table)) return undefined;
  for (const [pattern, value] of Object.entries(table)) {
    if (typeof value !== 'string') continue;
    const [start = '', end] = pattern.split('*');
    const matches = end === undefined ? key === pattern : key.startsWith(start) && key.endsWith(end);
    if (!matches) continue;
    const middle = end === undefined ? '' : key.slice(start.length, key.length - end.length);
    return asFile(root, posix.join(folder, value.replace('*', middle)));
  }
  return undefined;
}
