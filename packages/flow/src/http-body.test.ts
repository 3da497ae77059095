import fc from 'fast-check';
import { expect, test } from 'vitest';
import { flow } from '../test/workspace.ts';
import { bodyText } from './http-body.ts';
import { checkFlow } from './index.ts';

const said = `"}, 'a' & <b>=1;\n\\`;
const json = { 'content-type': 'application/vnd.api+json; charset=utf-8' };

test.each([
  ['as JSON', json, '{"x": "{{said}}"}', `{"x": "\\"}, 'a' & <b>=1;\\n\\\\"}`],
  ['as JSON by its look', {}, ' ["{{said}}"]', ` ["\\"}, 'a' & <b>=1;\\n\\\\"]`],
  [
    'as a form',
    { 'Content-Type': 'application/x-www-form-urlencoded' },
    'x={{said}}&y=1',
    `x=${encodeURIComponent(said)}&y=1`,
  ],
  ['as XML', { 'Content-Type': 'text/xml' }, '<x>{{said}}</x>', `<x>&#34;}, &#39;a&#39; &#38; &#60;b&#62;=1;\n\\</x>`],
  ['as it is in plain text', { 'Content-Type': 'text/plain' }, 'They said: {{said}}', `They said: ${said}`],
  ['as it is where it is the whole body', {}, '{{said}}', said],
])('what somebody said is written %s', (_how, headers, body, expected) => {
  expect(bodyText(body, headers, { said })).toBe(expected);
});

test('XML has no characters that it must not have', () => {
  expect(bodyText('<x>{{said}}</x>', { 'Content-Type': 'a/b+xml' }, { said: 'a\u0000\u001b\ud800b\u{1f600}' })).toBe(
    '<x>ab\u{1f600}</x>',
  );
});

test('whatever somebody says stays one value of the JSON around it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const body = bodyText('{"a": "\\\\{{said}}", "b": 1}', json, { said: text });
      expect(JSON.parse(body)).toEqual({ a: `\\${text}`, b: 1 });
    }),
    { numRuns: 200, seed: 5 },
  );
});

const requestWith = (data: object) =>
  checkFlow(
    flow(
      [
        ['start', 'start'],
        ['ask', 'http-request', { url: 'https://example.com/a', method: 'POST', ...data }],
        ['bye', 'hangup', { message: 'Bye.' }],
      ],
      'start > ask',
      'ask > bye',
    ),
  ).map(({ severity, field }) => [severity, field]);

test.each([
  ['outside of quotes', '{"x": {{caller}}}'],
  ['outside of quotes, after a string with quotes', '{"x": "a\\"b", "y": {{caller}}}'],
  ['as a name', '{ {{caller}}: 1 }'],
  ['behind a backslash', '{"x": "\\{{caller}}"}'],
])('a variable of a JSON body that stands %s is refused at the body', (_where, body) => {
  expect(requestWith({ body })).toEqual([['error', 'body']]);
  expect(requestWith({ body, headers: { 'Content-Type': 'text/plain' } })).toEqual([]);
});

test('variables inside of quotes are let be, also behind escapes', () => {
  expect(requestWith({ body: '{"a\\\\": "\\"{{caller}} {{called}}", "b": ["\\\\{{caller}}"]}' })).toEqual([]);
});

test.each([
  'Host',
  'content-length',
  'Transfer-Encoding',
  'CONNECTION',
  'Keep-Alive',
  'Expect',
  'TE',
  'Trailer',
  'Upgrade',
  'Proxy-Authorization',
  'proxy-connection',
])('the header %s is refused at its field', (name) => {
  expect(requestWith({ headers: { Accept: 'text/plain', [name]: 'x' } })).toEqual([['error', `headers.${name}`]]);
});

test('a header twice, and a Content-Type that follows what was said, are refused', () => {
  expect(requestWith({ headers: { 'X-A': '1', 'x-a': '2' } })).toEqual([['error', 'headers.x-a']]);
  expect(requestWith({ headers: { 'Content-Type': '{{caller}}' } })).toEqual([['error', 'headers.Content-Type']]);
});
