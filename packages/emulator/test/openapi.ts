import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv, type AnySchema } from 'ajv';
import RequestClient from 'twilio/lib/base/RequestClient.js';

type Json = Record<string, unknown>;

interface Described {
  paths: Record<string, Record<string, { responses?: Record<string, { content?: Json }> }>>;
  components: Json;
}

// Twilio's own documents, from the package of its command line.
const products = ['api_v2010', 'pricing_v1', 'pricing_v2', 'lookups_v2', 'monitor_v1'] as const;

const require = createRequire(import.meta.url);

const ajv = new Ajv({ strict: false, allErrors: true });
for (const format of ['currency', 'uri-map', 'uri', 'phone-number', 'url', 'int64', 'int32', 'date-time']) {
  ajv.addFormat(format, true);
}
ajv.addFormat('date', /^\d{4}-\d\d-\d\d$/);
for (const format of ['http-method', 'iso-country-code', 'phone-number-capabilities', 'ice-server']) {
  ajv.addFormat(format, true);
}
for (const format of ['outbound-call-price', 'inbound-call-price', 'outbound-prefix-price', 'phone-number-price'])
  ajv.addFormat(format, true);
for (const format of ['outbound-call-price-with-origin', 'outbound-prefix-price-with-origin']) {
  ajv.addFormat(format, true);
}
ajv.addFormat('date-time-rfc-2822', /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/);

const documents = products.map((product) => {
  const file = require.resolve(`@twilio/cli-core/src/services/twilio-api/twilio_${product}.json`);
  // The package's files are documents of this kind.
  const { paths, components } = JSON.parse(readFileSync(file, 'utf8')) as Described;
  ajv.addSchema({ $id: product, components: readable(components, product) });
  return { product, paths };
});

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
  const { product, operations } = operationsAt(answer.path);
  const described = operations[answer.method.toLowerCase()]?.responses?.[String(answer.status)];
  if (!described) throw new Error(`Twilio has no ${answer.method} ${answer.path} that answers ${answer.status}`);
  if (!described.content) return;
  // Every answer that has a body has a JSON schema.
  const { schema } = described.content['application/json'] as { schema: AnySchema };
  const validate = ajv.compile(readable(schema, product) as AnySchema);
  if (validate(withPages(answer.path, answer.body))) return;
  throw new Error(
    `${answer.method} ${answer.path}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(answer.body)}`,
  );
}

// A template without parameters comes before one that would also take its last word for a parameter.
function operationsAt(path: string) {
  const found = documents
    .flatMap(({ product, paths }) =>
      Object.entries(paths).map(([template, operations]) => ({ product, template, operations })),
    )
    .filter(({ template }) => patternOf(template).test(path))
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length)[0];
  if (!found) throw new Error(`Twilio has no path ${path}`);
  return found;
}

function patternOf(template: string): RegExp {
  const source = template
    // A conference goes by its name when its first participant is created, and a participant by its label.
    .replace(/Conferences\/\{ConferenceSid\}\/Participants/, 'Conferences/[^/]+/Participants')
    .replace('/Participants/{CallSid}', '/Participants/[^/]+')
    .replace(/\{(?:CountryCode|IsoCountry)\}/g, '[A-Z][A-Z]')
    .replace(/\{(?:\w*Number)\}/g, '[^/]+')
    .replace(/\{\w+\}/g, '([A-Z]{2}[0-9a-f]{32}|Twilio.CURRENT|Front)');
  return new RegExp(`^${source.replaceAll('.', '\\.')}$`);
}

// The schema lists pages also where Twilio's examples and answers have none.
function withPages(path: string, body: unknown): unknown {
  if (!path.includes('/AvailablePhoneNumbers/') || typeof body !== 'object') return body;
  const uri = '/';
  const uris = { first_page_uri: uri, next_page_uri: null, previous_page_uri: null };
  return { page: 0, page_size: 50, start: 0, end: 0, ...uris, ...body };
}

// OpenAPI 3.0 in JSON Schema's words: references lead to the whole document, null is one of the values of an enum, and
// whatever Twilio lists is required, so that a property cannot be forgotten; but for what Twilio leaves out when null.
function readable(schema: unknown, product: string): unknown {
  if (Array.isArray(schema)) return schema.map((one) => readable(one, product));
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy: Json = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, readable(value, product)]));
  if (typeof copy.$ref === 'string') return { $ref: copy.$ref.replace('#', `${product}#`) };
  const twilio = copy['x-twilio'];
  // Prices are texts on the wire, also where the schema speaks of numbers.
  if (typeof twilio === 'object' && twilio !== null && 'overrideType' in twilio && twilio.overrideType === 'string') {
    copy.type = 'string';
    copy.nullable = true;
  }
  if (copy.nullable && copy.type === undefined) delete copy.nullable;
  if (copy.nullable && Array.isArray(copy.enum)) copy.enum.push(null);
  // Not nullable by the schema, null in Twilio's own example of a conference in progress, and of a trigger that does not
  // recur by its documentation.
  if (Array.isArray(copy.enum) && ['conference-ended-via-api', 'alltime'].some((word) => isIn(copy.enum, word))) {
    copy.enum.push(null);
    delete copy.type;
  }
  const mayLackNulls = String(copy['x-class-extra-annotation'] ?? '').includes('NON_NULL');
  if (copy.type === 'object' && typeof copy.properties === 'object' && copy.properties !== null && !mayLackNulls) {
    copy.required = Object.keys(copy.properties);
    if (/^(lookups|pricing)/.test(product)) copy.properties = nullable(copy.properties);
  }
  return copy;
}

function isIn(list: unknown, word: string): boolean {
  return Array.isArray(list) && list.includes(word);
}

// These documents never say null, which Twilio's own examples in them are full of.
function nullable(properties: object): Json {
  const orNull = ([name, schema]: [string, unknown]) => [name, { anyOf: [schema, { type: 'null' }] }];
  return Object.fromEntries(Object.entries(properties).map(orNull));
}
