import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { envExample } from './variables.ts';

test('.env.example is what the variables say', () => {
  const written = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');
  expect(written).toBe(envExample());
});
