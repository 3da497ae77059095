import { readFile } from 'node:fs/promises';

/** The bytes of one file of the page, or undefined. */
export type PageFiles = (name: string) => Promise<Uint8Array | undefined>;

/** From source the page is made when it is first wanted; the npm package brings it along, made. */
export function pageFiles(): PageFiles {
  return import.meta.url.endsWith('.ts') ? madeFromSource() : beside(new URL('./page/', import.meta.url));
}

function madeFromSource(): PageFiles {
  let made: Promise<Map<string, Uint8Array>> | undefined;
  return async (name) => {
    made ??= make();
    return (await made).get(name);
  };
}

async function make(): Promise<Map<string, Uint8Array>> {
  // Named by a variable, so that a bundler leaves it and esbuild out: a bundle never comes here.
  const builder = './build.ts';
  const { buildPage }: typeof import('./build.ts') = await import(builder);
  return buildPage();
}

function beside(folder: URL): PageFiles {
  return (name) => readFile(new URL(name, folder)).catch(() => undefined);
}
