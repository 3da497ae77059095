import type { Route, RouteRequest, RouteResponse } from './route.ts';
import type { Problem } from './shapes.ts';

/** The server said no; `code` is one of the refusal catalogue, or `bug` with a reference. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

export interface ClientOptions {
  baseUrl: string;
  fetch?: typeof fetch;
  /** Added to every request: a bearer token or the CSRF header. */
  headers?: () => Record<string, string>;
}

export type Client = <R extends Route>(
  route: R,
  request: RouteRequest<R> & { headers?: Record<string, string>; signal?: AbortSignal },
) => Promise<RouteResponse<R>>;

/**
 * A typed client of the API: parameters and answers are inferred from the route.
 *
 * @example
 * const api = makeClient({ baseUrl: 'http://localhost:4640' });
 * const call = await api(getCall, { params: { call_id: 'call_0198…' } });
 */
export function makeClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch;
  return async (route, request) => {
    // RouteRequest leaves out the parts that a route does not have; here they are all optional.
    const parts = request as {
      params?: object;
      query?: object;
      body?: object;
      file?: Blob | undefined;
      headers?: object;
      signal?: AbortSignal;
    };
    const response = await send(options.baseUrl + fillPath(route.path, parts.params, parts.query), {
      method: route.method,
      credentials: 'same-origin',
      headers: {
        // Of a form the boundary belongs to the type: whoever sends it writes it.
        ...(parts.body === undefined || parts.file ? {} : { 'content-type': 'application/json' }),
        ...options.headers?.(),
        ...parts.headers,
      },
      body:
        parts.file && route.uploads ? form(parts.body, route.uploads.field, parts.file) : JSON.stringify(parts.body),
      signal: parts.signal ?? null,
    });
    const text = await response.text();
    const json = text === '' ? undefined : readJson(text, response.status);
    if (!response.ok) throw new ApiError(json as Problem);
    return json as never;
  };
}

function form(fields: object = {}, field: string, file: Blob): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) data.set(name, String(value));
  data.set(field, file);
  return data;
}

/** The path with its parameters filled in and the query appended; undefined query values are left out. */
export function fillPath(path: string, params: object = {}, query: object = {}): string {
  const values = new Map(Object.entries(params));
  const filled = path.replace(/:(\w+)/g, (_whole, name: string) => encodeURIComponent(String(values.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}

function readJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const message = `The server answered ${status} with something that is not JSON.`;
    throw new ApiError({
      type: 'about:blank',
      title: 'Unreadable',
      status,
      code: 'unreadable',
      message,
      details: {},
      request_id: '',
    });
  }
}
