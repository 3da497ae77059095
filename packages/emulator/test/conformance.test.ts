import { readdirSync, readFileSync } from 'node:fs';
import { describe, test } from 'vitest';
import { z } from 'zod';
import { Case } from './conformance-case.ts';
import { play } from './conformance-play.ts';

const folder = new URL('../../../conformance/calls/', import.meta.url);

describe.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('%s', (file) => {
  const cases = z.array(Case).parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
  test.each(cases.map((one) => [one.name, one] as const))('%s', (_name, one) => play(one));
});
