import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PersonasFileRefused, readPersonasFile } from './personas-file.ts';

const examples = new URL('../../personas/', import.meta.url);

test.each(readdirSync(examples))('the example %s can be read', (name) => {
  expect(readPersonasFile(readFileSync(new URL(name, examples), 'utf8'), name).rules?.length).toBeGreaterThan(0);
});

test('a rule may hold its mix itself', () => {
  const mix = [{ persona: 'busy', weight: 1 }];
  expect(readPersonasFile(JSON.stringify({ rules: [{ endsIn: '7', mix }] }), 'people.json').rules).toEqual([
    { endsIn: '7', persona: { kind: 'mix', mix } },
  ]);
});

function refusalOf(text: string): PersonasFileRefused {
  try {
    readPersonasFile(text, 'people.json');
  } catch (error) {
    if (error instanceof PersonasFileRefused) return error;
  }
  throw new Error('It was not refused');
}

describe('a personas file is refused with line and column:', () => {
  test.each<[string, string, number, number, string]>([
    ['no JSON', '{\n  "rules": [,]\n}', 2, 13, 'is no JSON at line 2, column 13: value expected.'],
    ['a comment', '{}\n// people', 2, 1, 'is no JSON at line 2, column 1: invalid comment token.'],
    ['nothing', '', 1, 1, 'is no JSON at line 1, column 1: value expected.'],
    [
      'an unknown kind',
      '{"personas":\n{"ann":\n{"kind":"parrot"}}}',
      3,
      2,
      '(personas.ann.kind): invalid discriminator',
    ],
    [
      'an unknown field',
      '{"personas":{\n"ann":{"kind":"busy",\n  "rings": 2}}}',
      3,
      3,
      "'rings' does not belong there",
    ],
    [
      'a wrong type',
      '{"rules":[\n {"endsIn":7,"persona":"busy"}]}',
      2,
      3,
      '(rules.0.endsIn): invalid input: expected string',
    ],
    ['an unknown name', '{"rules":[\n{"persona":"ann"}]}', 2, 2, "(rules.0.persona): nobody is called 'ann'."],
    ['a missing field', '{"personas":{\n"ann":{"kind":"voicemail"}}}', 2, 1, '(personas.ann.greeting)'],
    [
      'an unknown name in a mix',
      '{"rules":[{"mix":[\n{"persona":"ann","weight":1}]}]}',
      2,
      2,
      "(rules.0.mix.0.persona): nobody is called 'ann'.",
    ],
    [
      'two triggers',
      '{"personas":{"ann":{"kind":"person","reactions":[\n{"hears":"a","afterSeconds":1,"steps":[{"do":"hang-up"}]}]}}}',
      2,
      1,
      'must have exactly one of hears, afterSeconds and afterSilenceSeconds.',
    ],
    [
      'a broken pattern',
      '{"personas":{"ann":{"kind":"person","reactions":[{\n"hears":"(","steps":[{"do":"hang-up"}]}]}}}',
      2,
      1,
      'is no regular expression.',
    ],
  ])('%s', (_name, text, line, column, sentence) => {
    const refusal = refusalOf(text);
    expect(refusal.message).toContain(sentence);
    expect(refusal.message).toContain('The personas file people.json');
    expect(refusal).toMatchObject({ line, column });
  });
});
