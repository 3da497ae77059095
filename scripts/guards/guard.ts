/** A line of the product that must be there, and the tests that must notice when it is not. */
export interface Guard {
  /** What it keeps from happening. */
  name: string;
  file: string;
  /** Each text stands in the file exactly once. */
  edits: readonly { text: string; instead: string }[];
  tests: readonly NamedTest[];
}

export interface NamedTest {
  file: string;
  /** The end of the full name: titles of the groups around it may be left out. */
  name: string;
}

/** The text of a file without the guard. Throws when the guard is no longer found as it was written down. */
export function withoutGuard({ name, file, edits }: Guard, source: string): string {
  return edits.reduce((text, edit) => {
    const found = text.split(edit.text).length - 1;
    if (found !== 1) throw new Error(`${name}: stands ${found} times in ${file} instead of once: ${edit.text}`);
    return text.replace(edit.text, () => edit.instead);
  }, source);
}
