import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';

// In process there is no socket, hence nothing in the bindings.
interface Environment {
  Bindings: Partial<HttpBindings>;
}

export type App = Hono<Environment>;
export type RequestContext = Context<Environment>;
