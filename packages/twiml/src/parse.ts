import { readAttributes } from './attributes.ts';
import { RootIsNotResponse, type TwimlWarning } from './errors.ts';
import { type Verb, verbs } from './verb.ts';
import { warn } from './warn.ts';
import { readXml, trimXml } from './xml.ts';

const known = new Set(verbs.faces.map((face) => face.element));

/**
 * Reads a TwiML document. Defaults are not filled in. What Twilio does not know (an element, an attribute, a value) is
 * skipped with a warning 12200, as Twilio does; names are case-sensitive.
 *
 * Throws {@link UnparseableTwiml} (12100) and {@link RootIsNotResponse} (12102).
 *
 * @see https://www.twilio.com/docs/voice/twiml (read 2026-11-21)
 * @example
 * parseTwiml('<Response><Pause length="2"/></Response>'); // { verbs: [{ verb: 'pause', length: 2 }], warnings: [] }
 */
export function parseTwiml(xml: string): { verbs: Verb[]; warnings: TwimlWarning[] } {
  const root = readXml(xml);
  if (root.name !== 'Response') throw new RootIsNotResponse(`the root element is <${root.name}>, not <Response>`);
  const warnings: TwimlWarning[] = [];
  readAttributes(root, {}, warnings);
  for (const child of root.children) {
    if (!known.has(child.name)) warn(warnings, child, `<${child.name}> is not a known verb`);
  }
  if (trimXml(root.text) !== '') warn(warnings, root, '<Response> holds no text');
  return { verbs: verbs.read(root, warnings), warnings };
}
