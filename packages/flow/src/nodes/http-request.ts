import { z } from 'zod';
import { bodyText, hasBareVariable, withBodyType } from '../http-body.ts';
import { type FlowSession, leaves, nodeKind, type StepGiven, type StepResult } from '../node-kind.ts';
import { withValue } from '../session.ts';
import { fillIn, VariableName, variablesIn } from '../variables.ts';

/** They say how the request itself travels (RFC 9110 and 9112): ours to say. */
const ownHeaders = new Set([
  ...['host', 'content-length', 'transfer-encoding', 'connection', 'keep-alive', 'expect', 'te', 'trailer', 'upgrade'],
  ...['http2-settings', 'via', 'max-forwards'],
]);

const Headers = z
  .record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), z.string().max(1000))
  .superRefine((headers, issues) => {
    const seen = new Set<string>();
    for (const [name, text] of Object.entries(headers)) {
      const problem = headerProblem(name.toLowerCase(), text, seen);
      if (problem !== undefined) issues.addIssue({ code: 'custom', path: [name], message: problem });
      seen.add(name.toLowerCase());
    }
  });

function headerProblem(name: string, text: string, seen: ReadonlySet<string>): string | undefined {
  if (ownHeaders.has(name) || name.startsWith('proxy-')) return 'This header is written by Offhook. Remove it.';
  if (seen.has(name)) return 'This header stands here twice. Remove one.';
  // How a body is escaped follows from it.
  if (name === 'content-type' && variablesIn(text).length > 0) return 'The Content-Type cannot have variables.';
  return undefined;
}

const HttpRequest = z
  .object({
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
    /** Variables may stand behind the host only. */
    url: z
      .string()
      .max(1000)
      .regex(/^https?:\/\/[^\s{}/?#@]+(?:[/?][^\s]*)?$/, 'Give an address with https:// whose host has no variables.'),
    headers: Headers.default({}),
    body: z.string().max(4000).optional(),
    timeout_ms: z.number().int().min(200).max(3500).default(2500),
    /** Variable to where its value lies in the JSON answer, such as `customer.name` or `items.0.id`. */
    save: z.record(VariableName, z.string().min(1).max(200)).default({}),
  })
  .superRefine(({ body, headers }, issues) => {
    if (body === undefined || !hasBareVariable(body, headers)) return;
    const message = 'In JSON a variable has to stand inside of quotes, and not behind a backslash: "{{caller}}".';
    issues.addIssue({ code: 'custom', path: ['body'], message });
  });
type HttpRequest = z.infer<typeof HttpRequest>;

/** Asks another system and keeps parts of its answer. */
export const httpRequest = nodeKind({
  kind: 'http-request',
  label: 'HTTP request',
  group: 'do',
  schema: HttpRequest,
  blank: { method: 'GET', save: {} },
  waits: false,
  exits: () => [
    { name: 'ok', label: 'Answered' },
    { name: 'failed', label: 'Failed or too slow' },
  ],
  refers: ({ url }) => [{ field: 'url', kind: 'url', id: url }],
  texts: ({ url, body, headers }) => ({
    url,
    body,
    ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [`headers.${name}`, value])),
  }),
  sets: ({ save }) => Object.keys(save),
  step: requestStep,
});

function requestStep(data: HttpRequest, { session, input }: StepGiven): StepResult {
  if (input?.kind === 'fetched' && input.status >= 200 && input.status < 300) {
    return leaves(kept(data, session, input.body), 'ok');
  }
  if (input) return leaves(session, 'failed');
  const { variables } = session;
  const request = {
    method: data.method,
    url: fillIn(data.url, mapped(variables, partOfAddress)),
    headers: Object.fromEntries(
      Object.entries(withBodyType(data.headers, data.body)).map(([name, text]) => [name, headerText(text, variables)]),
    ),
    body: data.body === undefined ? null : bodyText(data.body, data.headers, variables),
    timeoutMs: data.timeout_ms,
  };
  return { session, verbs: [], effects: [{ effect: 'http-request', request }], exit: 'asks' };
}

function headerText(text: string, variables: FlowSession['variables']): string {
  return fillIn(text, variables).replaceAll(/[^\x20-\x7e]/g, '');
}

/** A value of dots alone would climb out of the path that it stands in, encoded or not. */
function partOfAddress(value: string): string {
  return /^\.+$/.test(value) ? '' : encodeURIComponent(value);
}

function mapped(variables: FlowSession['variables'], write: (text: string) => string): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, write(text)]));
}

function kept({ save }: HttpRequest, session: FlowSession, body: unknown): FlowSession {
  return Object.entries(save).reduce((told, [name, path]) => withValue(told, name, textAt(body, path)), session);
}

function textAt(body: unknown, path: string): string {
  let value = body;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return '';
    // It is an object with this very name.
    value = (value as Record<string, unknown>)[name];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
