import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, for a person: zod speaks to programmers. */
export function issueSentence(issue: Issue): string {
  // A schema that says by itself what it wants; all sentences of zod begin like these (zod 4, locale en).
  if (!/^(Invalid|Too|Unrecognized)/.test(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${article(issue.expected)}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'does not have the right form';
    case 'unrecognized_keys':
      return 'unknown field';
    default:
      return issue.message;
  }
}

const formats: Record<string, string> = {
  email: 'is no e-mail address',
  url: 'is no address that begins with http:// or https://',
  datetime: 'is no time such as 2026-11-21T09:00:00Z',
};

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  if (origin === 'string') return minimum === 1 ? 'must not be empty' : `must have at least ${minimum} characters`;
  return origin === 'array' ? `must have at least ${minimum} entries` : `must be at least ${minimum}`;
}

function tooBig({ origin, maximum }: Extract<Issue, { code: 'too_big' }>): string {
  if (origin === 'string') return `must have at most ${maximum} characters`;
  return origin === 'array' ? `must have at most ${maximum} entries` : `must be at most ${maximum}`;
}

function article(type: string): string {
  const names: Record<string, string> = { int: 'a whole number', string: 'a text', boolean: 'true or false' };
  return names[type] ?? (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
}
