import { parseTwiml, printTwiml, type Verb } from '@offhook/twiml';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contentProblems, fillScript, pausedSeconds } from './script.ts';
import { readTemplate } from './twiml-template.ts';
import type { Sources } from './variables.ts';

const https = { http: false };
const nobody: Sources = { given: {}, contact: null, caller: { name: 'Grace' }, workspace: { name: 'Acme' } };
const ada = { name: 'Ada King Lovelace', phone_number: '+14155550142', email: 'ada@example.com' };

const say = (script_text: string, variables: { name: string; default: string | null }[] = []) => ({
  script_text,
  twiml_template: null,
  variables,
});
const twiml = (inside: string) => ({
  script_text: 'x',
  twiml_template: `<Response>${inside}</Response>`,
  variables: [],
});

describe('values come from the call, then the contact, the caller, the workspace, then the default', () => {
  const contact = { ...ada, email: ' ' };
  const declared = [
    { name: 'city', default: 'Rome' },
    { name: 'first_name', default: 'friend' },
    { name: 'email', default: 'no e-mail' },
  ];
  test.each([
    ['{city}', 'Rome'],
    ['{first_name} | {last_name} | {name}', 'Ada | King Lovelace | Ada King Lovelace'],
    ['{phone_number} {email}', '+14155550142 no e-mail'],
    ['{agent_name} of {workspace_name}', 'Grace of Acme'],
    ['Hello {{first_name}}', 'Hello Ada'],
  ])('%s: %s', (text, said) => {
    expect(fillScript(say(text, declared), { ...nobody, contact }, https).text).toBe(said);
  });

  test('what is given for the call counts more than the contact', () => {
    const given = { first_name: 'Countess', city: '' };
    expect(fillScript(say('{first_name}/{city}', declared), { ...nobody, contact, given }, https).text).toBe(
      'Countess/',
    );
  });

  test('without a contact its default is said, and without a default it is missing', () => {
    const { text, missing } = fillScript(say('{first_name}, {last_name}, {email}', declared), nobody, https);
    expect([text, missing]).toEqual(['friend, {last_name}, no e-mail', ['last_name']]);
  });
});

test('of a name that every object has nothing is filled in', () => {
  const names = ['constructor', 'valueof', 'tostring'];
  const text = names.map((name) => `{${name}}`).join(' ');
  expect(fillScript(say(text), nobody, https).missing).toEqual(names);
});

test('only what is said needs values: of a script with TwiML its document', () => {
  const content = { ...twiml('<Say>Hi {city}</Say>'), script_text: 'Hi {name}' };
  expect(fillScript(content, nobody, https).missing).toEqual(['city']);
});

test('a variable in a value stays words', () => {
  const given = { city: '{agent_name}', agent_name: '{city}' };
  expect(fillScript(say('{city} {agent_name}'), { ...nobody, given }, https).text).toBe('{agent_name} {city}');
});

test('names that nothing can fill are told, in text and in TwiML, also where the brace is written as a number', () => {
  const content = {
    ...twiml('<Say>&#123;town} {first_name}</Say><!-- {comment} -->'),
    script_text: '{city} {Name} {}',
  };
  expect(contentProblems(content, https).undeclared).toEqual(['city', 'town']);
  const declared = {
    ...content,
    variables: [
      { name: 'city', default: null },
      { name: 'town', default: null },
    ],
  };
  expect(contentProblems(declared, https).undeclared).toEqual([]);
});

describe('a template may', () => {
  test.each([
    ['<Say voice="alice">Hello <break time="1s"/>{first_name}</Say><Hangup/>'],
    ['<Play>https://example.com/a.mp3</Play>'],
    ['<Play digits="ww1#"/>'],
    ['<Gather numDigits="1" timeout="5"><Say>Press 1</Say><Pause/><Play>https://example.com/b.mp3</Play></Gather>'],
  ])('hold %s', (inside) => {
    expect(readTemplate(`<Response>${inside}</Response>`, https).problems).toEqual([]);
  });
});

describe('a template may not', () => {
  test.each([
    ['<Dial>+14155550100</Dial>', /^Dial: /],
    ['<Dial><Number>+14155550100</Number></Dial>', /^Dial: /],
    ['<Dial><Sip>sip:a@example.com</Sip></Dial>', /^Dial: /],
    ['<Dial><Client>eve</Client></Dial>', /^Dial: /],
    ['<Dial><Conference>room</Conference></Dial>', /^Dial: /],
    ['<Dial><Queue>line</Queue></Dial>', /^Dial: /],
    ['<Dial><Application>AP1</Application></Dial>', /^Dial: /],
    ['<Dial/>', /^Dial: /],
    ['<Enqueue>line</Enqueue>', /^Enqueue: /],
    ['<Connect><Stream url="wss://example.com"/></Connect>', /^Connect: /],
    ['<Start><Stream url="wss://example.com"/></Start>', /^Start: /],
    ['<Stop><Stream name="x"/></Stop>', /^Stop: /],
    ['<Refer><Sip>sip:a@example.com</Sip></Refer>', /^Refer: /],
    ['<Pay/>', /^Pay: /],
    ['<Sms>hello</Sms>', /^Sms: /],
    ['<Record/>', /^Record: /],
    ['<Redirect>https://example.com/x</Redirect>', /^Redirect: /],
    ['<Reject/>', /^Reject: /],
    ['<Leave/>', /^Leave: /],
    ['<Echo/>', /^Echo: /],
    ['<Gather action="/x"><Say>y</Say></Gather>', /^Gather: action /],
    ['<Gather partialResultCallback="https://example.com"><Say>y</Say></Gather>', /^Gather: partialResultCallback /],
    ['<Gather input="dtmf speech"><Say>y</Say></Gather>', /^Gather: .* not speech/],
    ['<Gather><Play>file:///etc/passwd</Play></Gather>', /^Play: .* not file/],
    ['<Play>http://example.com/a.mp3</Play>', /^Play: .* not http/],
    ['<Play>javascript:alert(1)</Play>', /^Play: .* not javascript/],
    ['<Play>data:audio/wav;base64,AAAA</Play>', /^Play: .* not data/],
    ['<Play>ftp://example.com/a</Play>', /^Play: .* not ftp/],
    ['<Play>&#106;avascript:alert(1)</Play>', /^Play: .* not javascript/],
    ['<Play>/etc/passwd</Play>', /no whole address/],
    ['<Play>https://{city}/a.mp3</Play>', /holds no variables/],
    ['<Play>https://&#123;city}/a.mp3</Play>', /holds no variables/],
    ['<Play/>', /names no audio/],
    ['', /says nothing/],
    ['<Say>x</Say><!DOCTYPE x>', /cannot be read/],
    ['<Say>', /cannot be read/],
  ])('hold %s', (inside, problem) => {
    expect(readTemplate(`<Response>${inside}</Response>`, https).problems).toEqual([expect.stringMatching(problem)]);
  });

  test('be another kind of document', () => {
    expect(readTemplate('<html/>', https).problems).toEqual([expect.stringMatching(/cannot be read/)]);
  });

  test('keep an entity, or anything that Twilio would skip', () => {
    const bomb = '<!DOCTYPE r [<!ENTITY a "aaaa">]><Response><Say>&a;</Say></Response>';
    expect(readTemplate(bomb, https).problems).toEqual([expect.stringMatching(/cannot be read/)]);
    const { document, warnings } = readTemplate('<Response><Say>a<Dial>1</Dial></Say><Foo/></Response>', https);
    expect(document).toBe(printTwiml([{ verb: 'say', text: 'a' }]));
    expect(warnings).toHaveLength(2);
  });
});

test('an address without encryption is for the emulator only', () => {
  const xml = '<Response><Play>http://localhost/a.mp3</Play></Response>';
  expect(readTemplate(xml, { http: true }).problems).toEqual([]);
});

test('every verb that is refused is named, not only the first', () => {
  const xml = '<Response><Dial>1</Dial><Say>x</Say><Gather><Play>data:x</Play></Gather></Response>';
  expect(readTemplate(xml, https).problems).toHaveLength(2);
});

const sayEverywhere = `<Response><!-- {v} --><Say voice="{v}" language="{v}">a {v}<sub alias="{v}">b {v}</sub><![CDATA[{v}]]></Say>
  <Gather hints="{v}" finishOnKey="{v}"><Say>{v}</Say><Pause length="3"/></Gather><Play digits="{v}"/></Response>`;

/** A document without its words. */
function skeleton(verbs: readonly Verb[]): string {
  const words = /"(?:text|voice|language|hints|finishOnKey|digits|alias)":"(?:[^"\\]|\\.)*",?/g;
  return JSON.stringify(verbs, (_key, value) =>
    Array.isArray(value) ? value.filter((each) => typeof each !== 'string') : value,
  )
    .replace(words, '')
    .replace(/,?"inside":\[\]/g, '')
    .replaceAll(',}', '}');
}

test('no text in a variable changes what a document does', () => {
  const content = { script_text: 'x', twiml_template: sayEverywhere, variables: [{ name: 'v', default: null }] };
  const shape = skeleton(fillScript(content, { ...nobody, given: { v: 'word' } }, https).verbs);
  const nasty = fc.constantFrom(
    '<Dial>1</Dial>',
    '"/><Dial>',
    ']]>',
    '-->',
    '&#60;',
    '&lt;',
    '{v}',
    '\u0000',
    '\ud800',
    '<!--',
    '?>',
    "'",
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    fc.array(nasty).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(text, (v) => {
      const { opening, problems } = fillScript(content, { ...nobody, given: { v } }, https);
      const document = opening.kind === 'twiml' ? opening.document : '';
      const { verbs, warnings } = parseTwiml(document);
      expect(skeleton(verbs)).toBe(shape);
      expect([problems, warnings]).toEqual([[], []]);
    }),
    { numRuns: 2000 },
  );
});

test('words are said as they stand, also when they look like a verb', () => {
  const given = { v: '<Dial>+14155550100</Dial> & "so"' };
  const [verb] = fillScript(twiml('<Say>{v}</Say>'), { ...nobody, given }, https).verbs;
  expect(verb).toEqual({ verb: 'say', text: given.v });
});

test('control characters and half pairs are left out, line ends become spaces', () => {
  const given = { v: 'a\u0000b\u001bc\u0085d\ud800e\r\nf\ufffeg' };
  expect(fillScript(say('{v}'), { ...nobody, given }, https).text).toBe('abcde fg');
});

test('more than the carrier speaks at once is a problem', () => {
  const given = { v: 'x'.repeat(500) };
  const content = say('{v}'.repeat(9));
  expect(fillScript(content, { ...nobody, given }, https).problems).toEqual([expect.stringMatching(/4500 characters/)]);
});

test('pauses count, also those inside a Gather', () => {
  const { verbs } = readTemplate('<Response><Pause/><Gather><Pause length="4"/></Gather></Response>', https);
  expect(pausedSeconds(verbs)).toBe(5);
});
