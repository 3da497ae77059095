import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type AnySchema } from 'ajv';
import RequestClient from 'twilio/lib/base/RequestClient.js';

type Json = Record<string, unknown>;

const require = createRequire(import.meta.url);
const file = require.resolve('@twilio/cli-core/src/services/twilio-api/twilio_api_v2010.json');
// Twilio's own document, from the package of its command line.
const openApi = JSON.parse(readFileSync(file, 'utf8')) as {
  paths: Record<string, Record<string, { responses?: Record<string, { content?: Json }> }>>;
  components: Json;
};

const ajv = new Ajv({ strict: false, allErrors: true });
for (const format of ['currency', 'uri-map', 'uri', 'phone-number', 'url']) ajv.addFormat(format, true);
ajv.addFormat('date-time-rfc-2822', /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);
ajv.addSchema({ $id: 'twilio', components: readable(openApi.components) });

// The official client, which also holds every answer against Twilio's own description.
export class CheckedClient extends RequestClient {
  override async request<Data>(options: RequestClient.RequestOptions<Data>) {
    const response = await super.request<Data>(options);
    const path = new URL(options.uri).pathname;
    if (response.statusCode < 300) {
      const body: unknown = typeof response.body === 'string' ? JSON.parse(response.body || 'null') : response.body;
      checkAgainstOpenApi({ method: options.method, path, status: response.statusCode, body });
    }
    return response;
  }
}

/** Throws unless Twilio's OpenAPI knows this answer of this operation, with every property it lists. */
export function checkAgainstOpenApi(answer: { method: string; path: string; status: number; body: unknown }): void {
  const template = Object.keys(openApi.paths).find((candidate) => {
    const pattern = candidate.replace(/\{\w+\}/g, '([A-Z]{2}[0-9a-f]{32}|Twilio.CURRENT)').replaceAll('.', '\\.');
    return new RegExp(`^${pattern}$`).test(answer.path);
  });
  const operations = openApi.paths[template ?? ''];
  const described = operations?.[answer.method.toLowerCase()]?.responses?.[String(answer.status)];
  if (!described) throw new Error(`Twilio has no ${answer.method} ${answer.path} that answers ${answer.status}`);
  if (!described.content) return;
  // Every answer of this API that has a body has a JSON schema.
  const { schema } = described.content['application/json'] as { schema: AnySchema };
  const validate = ajv.compile(readable(schema) as AnySchema);
  if (validate(answer.body)) return;
  throw new Error(
    `${answer.method} ${answer.path}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(answer.body)}`,
  );
}

// OpenAPI 3.0 in JSON Schema's words: references lead to the whole document, null is one of the values of an enum, and
// whatever Twilio lists is required, so that a property cannot be forgotten.
function readable(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(readable);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Json = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, readable(value)]));
  if (typeof copy.$ref === 'string') return { $ref: copy.$ref.replace('#', 'twilio#') };
  if (copy.nullable && copy.type === undefined) delete copy.nullable;
  if (copy.nullable && Array.isArray(copy.enum)) copy.enum.push(null);
  if (copy.type === 'object' && typeof copy.properties === 'object' && copy.properties !== null) {
    copy.required = Object.keys(copy.properties);
  }
  return copy;
}
