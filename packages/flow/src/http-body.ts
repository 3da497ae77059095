import { fillIn } from './variables.ts';

type Headers = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, string>>;
type Written = 'json' | 'form' | 'xml' | 'text';

/**
 * The body of a request with its variables, each written so that what somebody said stays a value: escaped as the
 * Content-Type asks. Without one, a body that begins as JSON does is JSON.
 *
 * @example
 * bodyText('{"said": "{{x}}"}', {}, { x: '"' }); // '{"said": "\\""}'
 */
export function bodyText(body: string, headers: Headers, variables: Values): string {
  const write = writers[writtenAs(body, headers)];
  return fillIn(body, Object.fromEntries(Object.entries(variables).map(([name, text]) => [name, write(text)])));
}

/** The headers with the type that was taken for granted. */
export function withBodyType(headers: Headers, body: string | undefined): Headers {
  const isGuessed = body !== undefined && typeIn(headers) === '' && writtenAs(body, headers) === 'json';
  if (!isGuessed) return headers;
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== typeName);
  return { ...Object.fromEntries(others), 'Content-Type': 'application/json' };
}

/** Whether a variable stands in a JSON body where no escape can hold it: outside of a string, or behind a backslash. */
export function hasBareVariable(body: string, headers: Headers): boolean {
  if (writtenAs(body, headers) !== 'json') return false;
  let isInString = false;
  // An escape is taken as a whole, so that what follows it is not; a lone backslash before a variable is its own token.
  for (const [token] of body.matchAll(/\{\{\s*[a-z][a-z0-9_]*\s*\}\}|\\(?!\{\{)[\s\S]|\\|"/g)) {
    if (token === '"') isInString = !isInString;
    else if (token === '\\' || (token.startsWith('{{') && !isInString)) return true;
  }
  return false;
}

const typeName = 'content-type';

function typeIn(headers: Headers): string {
  const [, value = ''] = Object.entries(headers).find(([name]) => name.toLowerCase() === typeName) ?? [];
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function writtenAs(body: string, headers: Headers): Written {
  const type = typeIn(headers);
  // A variable in front begins with a brace, too.
  if (type === '') return /^\s*(?:\{(?!\{)|\[|")/.test(body) ? 'json' : 'text';
  if (/[/+]json$/.test(type)) return 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  return /[/+]xml$/.test(type) || type === 'text/html' ? 'xml' : 'text';
}

const writers: Record<Written, (text: string) => string> = {
  json: (text) => JSON.stringify(text).slice(1, -1),
  form: (text) => encodeURIComponent(text.toWellFormed()),
  xml: (text) => text.replaceAll(notInXml, '').replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`),
  text: (text) => text,
};

// https://www.w3.org/TR/xml/#charsets
const notInXml = /[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
