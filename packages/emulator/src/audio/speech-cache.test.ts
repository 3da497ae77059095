import { expect, test } from 'vitest';
import { makeSpeechCache } from './speech-cache.ts';

const said = async (length: number) => new Int16Array(length);

test('what was kept is given back, also while it is still being said', async () => {
  const cache = makeSpeechCache(100);
  const samples = said(10);
  expect(cache.keep('hello', samples)).toBe(samples);
  expect(cache.get('hello')).toBe(samples);
  await samples;
  expect(cache.get('hello')).toBe(samples);
  expect(cache.get('goodbye')).toBeUndefined();
});

test('what was used longest ago is forgotten first', async () => {
  const cache = makeSpeechCache(100);
  await cache.keep('a', said(40));
  await cache.keep('b', said(40));
  await cache.get('a');
  await cache.keep('c', said(40));
  expect(['a', 'b', 'c'].filter((key) => cache.get(key))).toEqual(['a', 'c']);
});

test('what is larger than the whole cache is not kept', async () => {
  const cache = makeSpeechCache(100);
  await cache.keep('a', said(101));
  expect(cache.get('a')).toBeUndefined();
});

test('a failure is not remembered', async () => {
  const cache = makeSpeechCache(100);
  await expect(cache.keep('a', Promise.reject(new Error('hoarse')))).rejects.toThrow('hoarse');
  expect(cache.get('a')).toBeUndefined();
});
