import type { Script, ScriptVariable } from '@offhook/contract';

/** What the editor holds of a script. */
export interface ScriptDraft {
  name: string;
  text: string;
  /** Undefined: the text is spoken; a template speaks instead of it. */
  template: string | undefined;
  variables: readonly ScriptVariable[];
}

/** Names that every script has: of the contact, the caller and the workspace. */
export const builtInVariables = [
  'first_name',
  'last_name',
  'name',
  'phone_number',
  'email',
  'agent_name',
  'workspace_name',
] as const;

export const emptyDraft: ScriptDraft = { name: '', text: '', template: undefined, variables: [] };

type Content = Pick<Script, 'script_text' | 'twiml_template' | 'variables'>;

export function draftOf({ name, ...content }: Content & { name: string }): ScriptDraft {
  return {
    name,
    text: content.script_text,
    template: content.twiml_template ?? undefined,
    variables: content.variables,
  };
}

export function fieldsOf(draft: ScriptDraft) {
  return {
    name: draft.name.trim(),
    script_text: draft.text,
    twiml_template: draft.template?.trim() || null,
    variables: [...draft.variables],
  };
}

export function isSameDraft(one: ScriptDraft, other: ScriptDraft): boolean {
  return JSON.stringify(fieldsOf(one)) === JSON.stringify(fieldsOf(other));
}

/** The variables that stand in the text or the template, each once, in order. */
export function usedVariables({ text, template }: Pick<ScriptDraft, 'text' | 'template'>): string[] {
  const found = `${text}\n${template ?? ''}`.matchAll(/\{([a-z][a-z0-9_]{0,59})\}/g);
  return [...new Set([...found].map(([, name = '']) => name))];
}

/** Those of them that nothing fills: neither declared nor known to every script. */
export function undeclaredVariables(draft: ScriptDraft): string[] {
  const known = new Set<string>([...builtInVariables, ...draft.variables.map(({ name }) => name)]);
  return usedVariables(draft).filter((name) => !known.has(name));
}

/** Why a name cannot be declared, or undefined when it can. */
export function nameProblem(name: string, declared: readonly ScriptVariable[]): string | undefined {
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) return 'Small letters, digits and _, beginning with a letter';
  if (declared.some((variable) => variable.name === name)) return 'It is declared already';
  return undefined;
}

/** The text with `{name}` in place of what is selected, and where the caret goes then. */
export function withVariable(
  text: string,
  selection: { start: number; end: number },
  name: string,
): { text: string; caret: number } {
  const written = `{${name}}`;
  return {
    text: text.slice(0, selection.start) + written + text.slice(selection.end),
    caret: selection.start + written.length,
  };
}
