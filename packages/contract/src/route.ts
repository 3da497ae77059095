import type { z } from 'zod';
import type { RefusalCode } from './refusals.ts';
import type { Role, Scope } from './roles.ts';

/** Who may call a route: nobody in particular, any signed-in person, or at least `role` (for API keys: with `scope`). */
export type Access = 'public' | 'signed-in' | { role: Role; scope: Scope };

/** One route of the API: the server registers it, the client infers from it, the OpenAPI document is printed from it. */
export interface Route {
  /** feature.verb; also the operation id. */
  name: string;
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';
  /** Path parameters as `:name`. */
  path: string;
  summary: string;
  description?: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** HTTP status to body; the first is the usual one. An empty body is `z.undefined()`. */
  responses: Readonly<Record<number, z.ZodType>>;
  /** The request may be multipart/form-data instead of JSON: the body's fields beside one file. */
  uploads?: { field: string; maxBytes: number };
  /** Where more than the usual size of a JSON body is taken. */
  maxBodyBytes?: number;
  /** Media type when the answer is a file and not JSON. */
  file?: string;
  /** The refusals that belong to this route in particular. */
  refusals?: readonly RefusalCode[];
}

/**
 * Declares a route, keeping its exact types for the server and the client.
 *
 * @example
 * const ping = route({ name: 'system.ping', method: 'GET', path: '/ping', summary: 'Answers', access: 'public',
 *   responses: { 200: z.object({ pong: z.literal(true) }) } });
 */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;

/** What the server's handler receives. */
export interface RouteInput<R extends Route> {
  params: Parsed<R['params']>;
  query: Parsed<R['query']>;
  body: Parsed<R['body']>;
}

/** What a client passes; parts that a route does not have are left out. */
export type RouteRequest<R extends Route> = (R['params'] extends z.ZodType ? { params: Given<R['params']> } : object) &
  (R['query'] extends z.ZodType ? { query?: Given<R['query']> } : object) &
  (R['body'] extends z.ZodType ? { body: Given<R['body']> } : object) &
  (R['uploads'] extends object ? { file?: Blob | undefined } : object);

/** The body of any of the route's successful answers. */
export type RouteResponse<R extends Route> = z.output<R['responses'][keyof R['responses']] & z.ZodType>;
