import type { z } from 'zod';
import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';

/** Data that the kind of a node cannot use, at its field. */
export function dataProblems({ places }: Drawing): FlowProblem[] {
  return places.flatMap((place) => (place.reading.issues ?? []).map((issue) => problemOf(place, issue)));
}

type Issue = z.core.$ZodIssue;

function problemOf(place: Place, issue: Issue): FlowProblem {
  const field = issue.path.map(String).join('.') || 'data';
  if (isMissing(place.node.data, issue)) {
    const [code, what] = missing[field] ?? ['missing-field', `"${field}"`];
    return problemAt(place, 'error', { code, field, sentence: `${titleOf(place)} needs ${what}.` });
  }
  const sentence = `${titleOf(place)}: ${sentenceOf(issue, field)}`;
  return problemAt(place, 'error', { code: 'wrong-value', field, sentence });
}

const missing: Readonly<Record<string, readonly [string, string]>> = {
  message: ['missing-prompt', 'words to say or audio to play'],
  media_id: ['missing-prompt', 'audio to play'],
  number: ['missing-number', 'a phone number'],
  targets: ['missing-number', 'somebody who rings'],
  hours_id: ['missing-hours', 'opening hours'],
  flow_id: ['missing-flow', 'the flow to go on in'],
  url: ['missing-address', 'an address to ask'],
  name: ['missing-name', 'the name of a variable'],
  value: ['missing-value', 'a value'],
  variable: ['missing-name', 'a variable to look at'],
  numbers: ['missing-number', 'a number to compare with'],
};

function isMissing(data: unknown, { path }: Issue): boolean {
  let value = data;
  for (const name of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return true;
    // It is an object with this very name.
    value = (value as Record<PropertyKey, unknown>)[name];
  }
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function sentenceOf(issue: Issue, field: string): string {
  switch (issue.code) {
    case 'too_big':
      return `"${field}" is too ${sizeWord(issue.origin, 'long', 'large')}; ${issue.maximum} is the most.`;
    case 'too_small':
      return `"${field}" is too ${sizeWord(issue.origin, 'short', 'small')}; ${issue.minimum} is the least.`;
    case 'unrecognized_keys':
      return `"${field}" has "${issue.keys.join('", "')}", which means nothing here.`;
    case 'invalid_type':
      return `"${field}" has to be ${typeWords[issue.expected] ?? issue.expected}.`;
    case 'invalid_value':
      return `"${field}" has to be one of ${issue.values.map(String).join(', ')}.`;
    case 'custom':
      return issue.message;
    case 'invalid_format':
      return `"${field}" cannot be used. ${issue.message}`;
    default:
      return `"${field}" cannot be used.`;
  }
}

const sizeWord = (origin: string, ofText: string, ofNumber: string) => (origin === 'string' ? ofText : ofNumber);

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};
