import { readAttributes } from '../attributes.ts';
import type { TwimlWarning } from '../errors.ts';
import type { Syntax } from '../syntax.ts';
import { warn } from '../warn.ts';
import { type Element, writeXml } from '../xml.ts';

/** A named text that is handed on. */
export interface NamedValue {
  name: string;
  value: string;
}

const attributes = { name: 'text', value: 'text' } as const;

export const parameter = namedValue('Parameter');

export const config = namedValue('Config');

export const header = namedValue('Header');

function namedValue(element: string): Syntax<NamedValue> {
  return {
    element,
    attributes,
    children: [],
    holdsText: false,
    read: readNamedValue,
    write: ({ name, value }) => writeXml(element, { name, value }, ''),
  };
}

function readNamedValue(element: Element, warnings: TwimlWarning[]): NamedValue | undefined {
  const { name, value = '' } = readAttributes(element, attributes, warnings);
  if (name !== undefined) return { name, value };
  warn(warnings, element, `<${element.name}> has no name`);
  return undefined;
}
