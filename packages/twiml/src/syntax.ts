import type { TwimlWarning } from './errors.ts';
import type { Element } from './xml.ts';

/** How one verb looks as XML. */
export interface VerbSyntax<V> {
  element: string;
  /** Undefined when the element cannot stand for anything; a warning says why. */
  read(element: Element, warnings: TwimlWarning[]): V | undefined;
  write(verb: V): string;
}

export function warnOfChildren(element: Element, warnings: TwimlWarning[]): void {
  for (const child of element.children) {
    warnings.push({ code: 12200, message: `<${child.name}> is not allowed inside <${element.name}>` });
  }
}
