import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Prompt, parseTwiml, printTwiml, RootIsNotResponse, UnparseableTwiml, type Verb } from './index.ts';
import { onlyXmlCharacters, trimXml } from './xml.ts';

const text = fc.string({ unit: 'binary', maxLength: 30 }).map((raw) => trimXml(onlyXmlCharacters(raw)));
const url = fc.webUrl({ withQueryParameters: true });
const seconds = fc.nat({ max: 600 });
const method = fc.constantFrom('GET' as const, 'POST' as const);
const maybe = { requiredKeys: [] };

const say = fc
  .tuple(text, fc.record({ voice: text, language: text, loop: seconds }, maybe))
  .map(([words, rest]) => ({ verb: 'say' as const, text: words, ...rest }));
const play = fc
  .tuple(url, fc.record({ loop: seconds, digits: text }, maybe))
  .map(([address, rest]) => ({ verb: 'play' as const, url: address, ...rest }));
const pause = fc.record({ length: seconds }, maybe).map((rest) => ({ verb: 'pause' as const, ...rest }));
const prompt: fc.Arbitrary<Prompt> = fc.oneof(say, play, pause);
const gather = fc
  .tuple(
    fc.array(prompt, { maxLength: 3 }),
    fc.record({ action: url, method, timeout: seconds, finishOnKey: text, numDigits: seconds, hints: text }, maybe),
  )
  .map(([prompts, rest]) => ({ verb: 'gather' as const, prompts, ...rest }));
const number = fc
  .tuple(
    text.filter(Boolean),
    fc.record({ sendDigits: text, statusCallback: url, statusCallbackMethod: method }, maybe),
  )
  .map(([digits, rest]) => ({ noun: 'number' as const, number: digits, ...rest }));
const dial = fc
  .tuple(
    fc.array(number, { maxLength: 3 }),
    fc.record({ action: url, method, timeout: seconds, answerOnBridge: fc.boolean(), callerId: text }, maybe),
  )
  .map(([nouns, rest]) => ({ verb: 'dial' as const, nouns, ...rest }));
const record = fc
  .record({ action: url, maxLength: seconds, playBeep: fc.boolean(), finishOnKey: text }, maybe)
  .map((rest) => ({ verb: 'record' as const, ...rest }));
const verb: fc.Arbitrary<Verb> = fc.oneof(
  say,
  play,
  pause,
  gather,
  dial,
  record,
  fc.tuple(url, method).map(([address, how]) => ({ verb: 'redirect' as const, url: address, method: how })),
  fc.constant({ verb: 'hangup' as const }),
  fc.constantFrom({ verb: 'reject' as const }, { verb: 'reject' as const, reason: 'busy' as const }),
);

test('every document survives being printed and parsed', () => {
  fc.assert(
    fc.property(fc.array(verb, { maxLength: 5 }), (verbs) => {
      expect(parseTwiml(printTwiml(verbs))).toEqual({ verbs, warnings: [] });
    }),
  );
});

test('any text at all can be printed, and what XML cannot carry is left out', () => {
  const printed = printTwiml([{ verb: 'say', text: 'a\u0000b\ud800c\ufffed\u001be\tf' }]);
  expect(parseTwiml(printed).verbs).toEqual([{ verb: 'say', text: 'abcde\tf' }]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (raw) => {
      expect(parseTwiml(printTwiml([{ verb: 'say', text: raw }])).verbs).toHaveLength(1);
    }),
  );
});

describe('a document is refused', () => {
  test.each(['', '   ', '<Response>', '<Response><Say>a</Response>', 'hello', '<Response/><Response/>'])(
    'as unparseable: %s',
    (xml) => expect(() => parseTwiml(xml)).toThrow(UnparseableTwiml),
  );
  test('when its root is something else', () => {
    expect(() => parseTwiml('<html/>')).toThrow(RootIsNotResponse);
  });
});
