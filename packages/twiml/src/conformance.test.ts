import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseTwiml, printTwiml, type Verb } from './index.ts';

interface Case {
  name: string;
  xml: string;
  verbs?: Verb[];
  warnings?: { path: string; message: string; attribute?: string; specificCode?: number }[];
  /** Twilio's number of the error with which the document is refused. */
  refused?: 12100 | 12102;
}

const folder = new URL('../../../conformance/twiml/', import.meta.url);

for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
  // The files are ours, and a case of another shape fails its test.
  const cases = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[];
  describe(file, () => {
    test.each(cases)('$name', ({ xml, verbs, warnings, refused }) => {
      if (refused) return expect(() => parseTwiml(xml)).toThrow(expect.objectContaining({ code: refused }));
      const parsed = parseTwiml(xml);
      expect(parsed.verbs).toEqual(verbs);
      expect(parsed.warnings).toEqual((warnings ?? []).map((warning) => ({ code: 12200, ...warning })));
      expect(parseTwiml(printTwiml(parsed.verbs))).toEqual({ verbs, warnings: [] });
    });
  });
}
