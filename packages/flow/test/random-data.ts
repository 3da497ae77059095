import type { Chance } from './random-flow.ts';
import { directory } from './workspace.ts';

const words = [
  'Hello',
  'press',
  'one',
  'für',
  '<Hangup/>',
  '&amp;',
  '"',
  "it's",
  '😀',
  ']]>',
  'a\u0007b',
  '電話',
  '  ',
  '{{!',
  '}}',
];
const variables = ['name', 'digits', 'account', 'x1', 'constructor'];
const keys = ['0', '1', '2', '9', '*', '#', '12', '1234', '**'];
const numbers = ['+390655555555', '+393331111111', '+390699999999', '+12025550123'];

const ids = {
  hours: Object.keys(directory.hours),
  people: Object.keys(directory.people),
  groups: Object.keys(directory.groups),
  boxes: Object.keys(directory.boxes),
  flows: Object.keys(directory.flows),
};

/** Data that the kind of a node can use. Texts ask only for variables that are set. */
export function randomData(type: string, known: readonly string[], chance: Chance): Record<string, unknown> {
  const { of, is, below } = chance;
  const text = () => {
    const parts = Array.from({ length: 1 + below(6) }, () => of(words));
    return ['Words', ...parts, ...(is(0.3) ? [`{{${of(['caller', 'called', ...known])}}}`] : [])].join(' ');
  };
  const prompt = () =>
    is(0.85) ? { message: text() } : is(0.5) ? { media_id: 'media_1' } : { audio_url: 'https://example.com/a.mp3' };
  const saved = () => (is(0.4) ? { save_as: of(variables), ...(is(0.3) && { sensitive: true }) } : {});
  const some = <Thing>(most: number, make: () => Thing) => Array.from({ length: 1 + below(most) }, make);
  switch (type) {
    case 'say':
      return { message: text(), ...(is(0.2) && { voice: 'alice', language: 'en-GB' }) };
    case 'play':
      return {
        ...(is(0.5) ? { media_id: 'media_1' } : { audio_url: 'https://example.com/a.mp3' }),
        ...(is(0.3) && { loop: 2 }),
      };
    case 'menu': {
      const options = is(0.8) ? Object.fromEntries(some(4, () => [of(keys), text().slice(0, 40)])) : {};
      return { ...prompt(), options, tries: 1 + below(3), ...saved(), ...(is(0.3) && { invalid_message: text() }) };
    }
    case 'speech': {
      const choices = is(0.6)
        ? ['yes', 'no way', 'sales']
            .slice(below(3))
            .map((name) => ({ name, words: some(3, () => of(['yes', 'nò', 'sale', '!!'])) }))
        : [];
      return { ...prompt(), choices, tries: 1 + below(3), ...saved() };
    }
    case 'record':
      return { ...(is(0.5) ? prompt() : {}), max_seconds: 2 + below(60) };
    case 'condition':
      return randomCondition(known, chance);
    case 'set-variable':
      return { name: of(variables), value: is(0.2) ? '' : text().slice(0, 200) };
    case 'dial':
      return {
        targets: some(4, () =>
          of<object>([{ person_id: of(ids.people) }, { group_id: of(ids.groups) }, { number: of(numbers) }]),
        ),
        strategy: of(['all', 'in-turn']),
        screen: is(0.5),
        caller_id: of(['caller', 'called']),
      };
    case 'forward':
      return { number: of(numbers), ring_seconds: 5 + below(60) };
    case 'http-request':
      return {
        method: of(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        url: `https://api.example.com/x/{{${of(['caller', ...known])}}}?q={{${of(['called', ...known])}}}`,
        ...(is(0.5) && {
          body: `{"a":"{{${of(['caller', ...known])}}}"}`,
          headers: { 'X-A': `{{${of(['caller', ...known])}}}` },
        }),
        save: Object.fromEntries(
          is(0.6) ? some(2, () => [of(variables), of(['name', 'a.b', 'items.0', '__proto__.x', 'constructor'])]) : [],
        ),
      };
    case 'go-to-flow':
      return { flow_id: of(ids.flows) };
    case 'voicemail':
      return is(0.5) ? {} : { box_id: of(ids.boxes) };
    default:
      return is(0.5) ? { message: text() } : {};
  }
}

function randomCondition(known: readonly string[], { of, is }: Chance): Record<string, unknown> {
  const test = of(['hours', 'holiday', 'caller', 'called', 'variable']);
  if (test === 'hours' || test === 'holiday') return { test, hours_id: of(ids.hours) };
  if (test !== 'variable') return { test, numbers: [of(['+3906*', '+1*', '+390612345678'])] };
  const is_ = of(['equal', 'not-equal', 'contains', 'set', 'greater', 'less']);
  return {
    test,
    variable: of(['caller', ...known]),
    is: is_,
    value: is(0.5) ? '7' : `{{${of(['called', ...known])}}}`,
  };
}
