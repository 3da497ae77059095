import { z } from 'zod';
import { refusalCatalogue } from './refusals.ts';
import type { Route } from './route.ts';
import { Problem } from './shapes.ts';

type Json = Record<string, unknown>;

/**
 * The OpenAPI 3.1 document of some routes.
 *
 * @example
 * openApi([health], '1.0.0').openapi; // '3.1.0'
 */
export function openApi(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  const shared: Json = { Problem: schema(Problem, 'output') };
  const ownPaths = sharing(paths, shared);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Offhook',
      version,
      description: 'The open-source, self-hosted phone system for teams that build on Twilio.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: ownPaths,
    components: {
      schemas: sharing(shared, shared),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A token from /api/auth/login, or an API key' },
        session: { type: 'apiKey', in: 'cookie', name: 'offhook_session' },
      },
    },
  };
}

/** Moves the definitions that each schema brings along to where the whole document finds them. */
function sharing(part: Json, shared: Json): Json {
  const moved = JSON.stringify(part, (key, value) => {
    if (key === '$ref') return String(value).replace('#/$defs/', '#/components/schemas/');
    if (key !== '$defs') return value;
    Object.assign(shared, value);
    return undefined;
  });
  return JSON.parse(moved);
}

function operation(route: Route): Json {
  const [feature] = route.name.split('.');
  return {
    operationId: route.name,
    tags: [feature],
    summary: route.summary,
    ...(route.description ? { description: route.description } : {}),
    security: route.access === 'public' ? [] : [{ bearer: [] }, { session: [] }],
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(route.body ? { requestBody: { required: true, content: bodies(route, schema(route.body, 'input')) } } : {}),
    responses: { ...successes(route), ...refusals(route) },
  };
}

function bodies({ uploads }: Route, body: Json): Json {
  const json = { 'application/json': { schema: body } };
  if (!uploads) return json;
  const file = { type: 'string', format: 'binary', maxLength: uploads.maxBytes };
  const properties = { ...(body.properties as Json), [uploads.field]: file }; // a route's body is an object
  return { ...json, 'multipart/form-data': { schema: { ...body, properties } } };
}

function parameters(object: z.ZodObject | undefined, where: 'path' | 'query'): Json[] {
  return Object.entries(object?.shape ?? {}).map(([name, field]) => ({
    name,
    in: where,
    required: where === 'path',
    schema: schema(field as z.ZodType, 'input'),
  }));
}

function successes(route: Route): Json {
  const entries = Object.entries(route.responses).map(([status, body]) => {
    if (body instanceof z.ZodUndefined) return [status, { description: 'Done; nothing to say' }];
    const media = route.file ?? 'application/json';
    const content = route.file ? { type: 'string', format: 'binary' } : schema(body, 'output');
    return [status, { description: route.summary, content: { [media]: { schema: content } } }];
  });
  return Object.fromEntries(entries);
}

function refusals(route: Route): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of route.refusals ?? []) {
    const { status } = refusalCatalogue[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const entries = [...byStatus].map(([status, codes]) => [status, { description: codes.join(', '), content }]);
  return { ...Object.fromEntries(entries), default: { description: 'Any other refusal', content } };
}

function schema(type: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(type, { io, unrepresentable: 'any', reused: 'inline' });
  // Ids become component names elsewhere; in an inlined schema they would only collide.
  return JSON.parse(
    JSON.stringify(rest, (key, value) => (key === 'id' && typeof value === 'string' ? undefined : value)),
  );
}
