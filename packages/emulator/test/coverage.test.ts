import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coverage, unaccounted } from '../coverage/render.ts';

test('COVERAGE.md says what the code does', () => {
  expect(readFileSync(new URL('../COVERAGE.md', import.meta.url), 'utf8')).toBe(coverage());
});

test('every voice operation of the OpenAPI document is built, or said to be refused', () => {
  expect(unaccounted()).toEqual([]);
});
