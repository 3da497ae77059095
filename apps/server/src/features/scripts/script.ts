import type { ScriptVariable } from '@offhook/contract';
import { printTwiml, type Verb } from '@offhook/twiml';
import { fillTemplate, readTemplate } from './twiml-template.ts';
import { fill, namesIn, type Sources, undeclared, valuesOf } from './variables.ts';

/** What a script says, as it was written. */
export interface ScriptContent {
  script_text: string;
  twiml_template: string | null;
  variables: readonly ScriptVariable[];
}

/** As it is kept. */
export interface KeptContent {
  scriptText: string;
  twimlTemplate: string | null;
  variables: ScriptVariable[];
}

export function contentView({ scriptText, twimlTemplate, variables }: KeptContent) {
  return { script_text: scriptText, twiml_template: twimlTemplate, variables };
}

/** What a call says in the end. */
export type ScriptOpening = { kind: 'message'; text: string } | { kind: 'twiml'; document: string };

export interface FilledScript {
  opening: ScriptOpening;
  /** The words of script_text, whether or not they are what is said. */
  text: string;
  /** Needed for what is said, and without a value. */
  missing: string[];
  /** Why it cannot be said. */
  problems: string[];
  /** What the carrier would skip. */
  warnings: string[];
  verbs: Verb[];
}

/** Longer text ends the call with error 13521; the carrier's documents name no number, its users this one (2026-11-21). */
const mostCharacters = 4096;
const voice = 'alice';

/** What keeps a script from being saved. */
export function contentProblems(
  content: ScriptContent,
  allowed: { http: boolean },
): { twiml: string[]; undeclared: string[]; twice: string[] } {
  const template = content.twiml_template ? readTemplate(content.twiml_template, allowed) : undefined;
  const names = [...new Set([...namesIn(content.script_text), ...namesIn(template?.document ?? '')])];
  const declared = content.variables.map((variable) => variable.name);
  const twice = declared.filter((name, at) => declared.indexOf(name) !== at);
  return { twiml: template?.problems ?? [], undeclared: undeclared(names, content.variables), twice };
}

export function fillScript(content: ScriptContent, sources: Sources, allowed: { http: boolean }): FilledScript {
  const values = valuesOf(content.variables, sources);
  const text = fill(content.script_text, values);
  const missingIn = (source: string) => namesIn(source).filter((name) => !values.has(name));
  if (content.twiml_template === null) {
    const verbs: Verb[] = [{ verb: 'say', text, voice }];
    const opening = { kind: 'message' as const, text };
    return {
      opening,
      text,
      missing: missingIn(content.script_text),
      problems: lengthProblems(verbs),
      warnings: [],
      verbs,
    };
  }
  const template = readTemplate(content.twiml_template, allowed);
  const document = fillTemplate(template.document, values);
  const { verbs } = document === '' ? template : readTemplate(document, allowed);
  return {
    opening: { kind: 'twiml', document },
    text,
    missing: missingIn(template.document),
    problems: [...template.problems, ...lengthProblems(verbs)],
    warnings: template.warnings,
    verbs,
  };
}

function lengthProblems(verbs: readonly Verb[]): string[] {
  return spoken(verbs)
    .filter((words) => words.length > mostCharacters)
    .map((words) => `Say: ${words.length} characters; the carrier speaks at most ${mostCharacters} at once`);
}

export function spoken(verbs: readonly Verb[]): string[] {
  return verbs.flatMap((verb) => {
    if (verb.verb === 'say') return [verb.text];
    return verb.verb === 'gather' ? spoken(verb.prompts) : [];
  });
}

/** Silence of a document, in seconds; one where nothing else is said (twilio.com/docs/voice/twiml/pause, 2026-11-21). */
export function pausedSeconds(verbs: readonly Verb[]): number {
  return verbs.reduce((sum, verb) => {
    if (verb.verb === 'pause') return sum + (verb.length ?? 1);
    return verb.verb === 'gather' ? sum + pausedSeconds(verb.prompts) : sum;
  }, 0);
}

/** The document of an opening as the carrier gets it. */
export function documentOf({ opening, verbs }: FilledScript): string {
  return opening.kind === 'twiml' ? opening.document : printTwiml(verbs);
}
