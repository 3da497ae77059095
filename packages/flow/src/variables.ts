import { z } from 'zod';

export const VariableName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _, beginning with a letter.');

/** What every call has from its first moment. */
export const builtVariables = ['caller', 'called'] as const;

/** Values are cut to this: the session travels in the address of the next document. */
export const longestValue = 300;
export const mostVariables = 30;

const place = /\{\{\s*([a-z][a-z0-9_]*)\s*\}\}/g;

/** The text with its variables; one that is not set is left out. `fillIn('Hi {{name}}', { name: 'Ada' })` is `Hi Ada`. */
export function fillIn(text: string, variables: Readonly<Record<string, string>>): string {
  return text.replace(place, (_all, name: string) => (Object.hasOwn(variables, name) ? (variables[name] ?? '') : ''));
}

/** The variables that a text asks for. */
export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(place)].map(([, name]) => name ?? ''))];
}
