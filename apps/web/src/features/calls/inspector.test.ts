import { expect, test } from 'vitest';
import { asCurl } from './as-curl.ts';
import { indentXml } from './indent-xml.ts';

test('TwiML reads one verb a line, nested ones indented', () => {
  const twiml =
    '<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="a">Hello &amp; welcome</Say><Gather><Say>Press 1</Say><Pause/></Gather></Response>';
  expect(indentXml(twiml).split('\n')).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Response>',
    '  <Say voice="a">Hello &amp; welcome</Say>',
    '  <Gather>',
    '    <Say>Press 1</Say>',
    '    <Pause/>',
    '  </Gather>',
    '</Response>',
  ]);
});

test('an answer that is no XML is shown as it is', () => {
  expect(indentXml('{"code":"webhooks.bad_signature"}')).toBe('{"code":"webhooks.bad_signature"}');
});

test('a request becomes a command whose quotes hold', () => {
  const request = { method: 'POST', url: 'http://localhost:4640/status', params: { Digits: "it's", To: '+1555' } };
  expect(asCurl(request)).toBe(
    "curl -X POST 'http://localhost:4640/status' \\\n  --data-urlencode 'Digits=it'\\''s' \\\n  --data-urlencode 'To=+1555'",
  );
});
