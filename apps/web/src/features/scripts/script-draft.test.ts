import { expect, test } from 'vitest';
import {
  draftOf,
  emptyDraft,
  fieldsOf,
  isSameDraft,
  nameProblem,
  undeclaredVariables,
  usedVariables,
  withVariable,
} from './script-draft.ts';

test('variables of text and template are found once, in order', () => {
  const draft = { text: 'Hello {first_name}, {day} or {day}?', template: '<Say>{city}</Say>' };
  expect(usedVariables(draft)).toEqual(['first_name', 'day', 'city']);
});

test('what is neither declared nor known to every script is undeclared', () => {
  const draft = { ...emptyDraft, text: '{first_name} {day} {city}', variables: [{ name: 'day', default: null }] };
  expect(undeclaredVariables(draft)).toEqual(['city']);
});

test('a chip is written in place of the selection, and the caret follows it', () => {
  expect(withVariable('Hello you!', { start: 6, end: 9 }, 'first_name')).toEqual({
    text: 'Hello {first_name}!',
    caret: 18,
  });
});

test('a name is refused when it could not be written in a text, or stands there', () => {
  expect(nameProblem('First name', [])).toMatch(/^Small letters/);
  expect(nameProblem('day', [{ name: 'day', default: null }])).toBe('It is declared already');
  expect(nameProblem('day', [])).toBeUndefined();
});

test('a draft out of a script saves the same script; an empty template is none', () => {
  const script = { name: 'Renewal', script_text: 'Hi', twiml_template: null, variables: [] };
  expect(fieldsOf(draftOf(script))).toEqual(script);
  expect(isSameDraft(draftOf(script), { ...draftOf(script), template: ' ' })).toBe(true);
  expect(isSameDraft(draftOf(script), { ...draftOf(script), text: 'Hi!' })).toBe(false);
});
