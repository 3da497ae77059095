import { diffWordsWithSpace } from 'diff';
import type { ScriptDraft } from './script-draft.ts';

export interface DiffPart {
  /** Where in the text it begins, as a key. */
  at: number;
  text: string;
  kind: 'same' | 'gone' | 'new';
}

type Content = Pick<ScriptDraft, 'text' | 'template' | 'variables'>;

/** What changed between two versions, word by word: text, template and variables as one text. */
export function diffOf(before: Content, after: Content): DiffPart[] {
  let at = 0;
  return diffWordsWithSpace(asText(before), asText(after)).map(({ value, added, removed }) => {
    const part: DiffPart = { at, text: value, kind: added ? 'new' : removed ? 'gone' : 'same' };
    at += value.length;
    return part;
  });
}

function asText({ text, template, variables }: Content): string {
  const defaults = variables.map(({ name, default: usual }) => `{${name}} = ${usual ?? 'no default'}`);
  return [text, template === undefined ? '' : `TwiML template:\n${template}`, defaults.join('\n')]
    .filter((part) => part !== '')
    .join('\n\n');
}
