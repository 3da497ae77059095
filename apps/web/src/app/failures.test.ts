import { ApiError } from '@offhook/contract';
import { expect, test } from 'vitest';
import { fieldOf, requestIdOf, sentenceOf } from './failures.ts';

const refused = (code: string, details: Record<string, unknown> = {}) =>
  new ApiError({ type: '', title: '', status: 422, code, message: 'to: too short', details, request_id: 'req_1' });

test('a refusal speaks for itself and says which field it means', () => {
  const error = refused('calls.number_impossible', { field: 'to' });
  expect(sentenceOf(error)).toBe('to: too short');
  expect(fieldOf(error)).toBe('to');
});

test('a bug of the server shows no inner words, only the id to quote', () => {
  const error = refused('bug');
  expect(sentenceOf(error)).not.toContain('too short');
  expect(requestIdOf(error)).toBe('req_1');
});

test('a server that cannot be reached is told apart from a part of the page that is gone', () => {
  expect(sentenceOf(new TypeError('Failed to fetch'))).toContain('cannot be reached');
  expect(sentenceOf(new TypeError('Failed to fetch dynamically imported module: /x.js'))).toContain('Reload');
});
