import { type Face, grammar, type Verb } from '@offhook/twiml';

/**
 * Attributes that are read and have no effect here, by element, with the reason. The call says so whenever one is used, and
 * COVERAGE.md lists them.
 */
export const ignoredAttributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {};

/** What to say on a call about the attributes of a document that have no effect, each once. */
export function ignoredIn(verbs: readonly Verb[]): string[] {
  const found = new Set<string>();
  for (const verb of verbs) collect(verb, grammar.children, found);
  return [...found];
}

function collect(value: object, faces: readonly Face[], found: Set<string>): void {
  const face = faces.find(({ element }) => element.toLowerCase() === tagOf(value)?.toLowerCase());
  const ignored = ignoredAttributes[face?.element ?? ''] ?? {};
  for (const [key, inner] of Object.entries(value)) {
    const reason = ignored[key];
    if (reason) found.add(`${key} of <${face?.element}> has no effect in the emulator: ${reason}`);
    if (!Array.isArray(inner)) continue;
    for (const child of inner) if (typeof child === 'object' && child !== null) collect(child, face?.children ?? [], found);
  }
}

// Verbs, nouns and what stands inside a prompt carry their element's name under one of these keys.
function tagOf(value: object): string | undefined {
  const tags = new Map<string, unknown>(Object.entries(value));
  const tag = tags.get('verb') ?? tags.get('noun');
  return typeof tag === 'string' ? tag : undefined;
}
