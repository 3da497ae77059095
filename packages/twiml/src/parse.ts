import { readAttributes } from './attributes.ts';
import { RootIsNotResponse, type TwimlWarning } from './errors.ts';
import { syntaxOf, type Verb } from './verb.ts';
import { readXml } from './xml.ts';

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
  const verbs = root.children.flatMap((element) => {
    const syntax = Object.values(syntaxOf).find((candidate) => candidate.element === element.name);
    if (syntax) return syntax.read(element, warnings) ?? [];
    warnings.push({ code: 12200, message: `<${element.name}> is not a known verb` });
    return [];
  });
  return { verbs, warnings };
}
