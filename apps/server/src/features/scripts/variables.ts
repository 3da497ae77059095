import type { ScriptVariable } from '@offhook/contract';

/** Whom a script speaks to and for; what is not told has no value. */
export interface Sources {
  /** Said for this one call; counts more than everything else. */
  given: Readonly<Record<string, string>>;
  contact: { name: string; phone_number: string | null; email: string | null } | null;
  caller: { name: string };
  workspace: { name: string };
}

/** Names that need no declaration. */
const builtIn = ['first_name', 'last_name', 'name', 'phone_number', 'email', 'agent_name', 'workspace_name'];

// Doubled braces, as other programs write them, mean the same.
const placeholder = /\{\{([a-z][a-z0-9_]{0,59})\}\}|\{([a-z][a-z0-9_]{0,59})\}/g;

/** The variables of a text, each once, in order. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, doubled, single]) => doubled ?? single ?? ''))];
}

/** Names that nothing could ever fill. */
export function undeclared(names: readonly string[], declared: readonly ScriptVariable[]): string[] {
  const known = new Set([...builtIn, ...declared.map((variable) => variable.name)]);
  return names.filter((name) => !known.has(name));
}

/** A message that is no script of its own: what is not known of a contact is left out, for it was meant for many. */
export function fillMessage(text: string, sources: Sources): string {
  const values = new Map(builtIn.map((name) => [name, '']));
  for (const [name, value] of valuesOf([], sources)) values.set(name, value);
  return fill(text, values)
    .replace(/ +([,.!?])/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Names in a message that nothing fills in. */
export function unknownIn(message: string): string[] {
  return undeclared(namesIn(message), []);
}

/** Every known value: what was given, else of contact, caller and workspace, else the default. */
export function valuesOf(declared: readonly ScriptVariable[], sources: Sources): Map<string, string> {
  const values = new Map<string, string>();
  const add = (name: string, value: string | null | undefined) => {
    if (value !== null && value !== undefined) values.set(name, plainText(value));
  };
  for (const variable of declared) add(variable.name, variable.default);
  const { contact, caller, workspace, given } = sources;
  const people = { ...(contact ? partsOf(contact) : {}), agent_name: caller.name, workspace_name: workspace.name };
  for (const [name, value] of Object.entries(people)) add(name, value?.trim() || null);
  for (const [name, value] of Object.entries(given)) add(name, value);
  return values;
}

function partsOf({ name, phone_number, email }: NonNullable<Sources['contact']>): Record<string, string | null> {
  const [first_name = '', ...rest] = name.trim().split(/\s+/);
  return { name, first_name, last_name: rest.join(' '), phone_number, email };
}

/** The text with its variables filled in, once: what stands in a value is never taken for a variable. */
export function fill(
  text: string,
  values: ReadonlyMap<string, string>,
  write: (value: string) => string = (value) => value,
): string {
  return text.replace(placeholder, (whole, doubled?: string, single?: string) => {
    const value = values.get(doubled ?? single ?? '');
    return value === undefined ? whole : write(value);
  });
}

/** What can be spoken and stand in a document: no control characters, no half pairs, nothing that XML forbids. */
function plainText(value: string): string {
  return value.replace(/[\t\n\r\u2028\u2029]+/g, ' ').replace(/\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '');
}
