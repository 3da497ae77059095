import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { notFound } from './refusals.ts';

// In process there is no socket, hence nothing in the bindings.
interface Environment {
  Bindings: Partial<HttpBindings>;
}

export type App = Hono<Environment>;
export type RequestContext = Context<Environment>;

export function queryOf(c: RequestContext): URLSearchParams {
  return new URL(c.req.url).searchParams;
}

export async function formOf(c: RequestContext): Promise<URLSearchParams> {
  return new URLSearchParams(await c.req.text());
}

/** The SID in a path that ends in `….json`. */
export function sidIn(c: RequestContext): string {
  const file = c.req.param('file') ?? '';
  if (!file.endsWith('.json')) throw notFound(c.req.path);
  return file.slice(0, -'.json'.length);
}
