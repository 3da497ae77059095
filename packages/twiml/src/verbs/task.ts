import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

const attributes = { priority: 'number', timeout: 'number' } as const;

/** The work that a TaskRouter workflow hands out; `body` is JSON, as it was written. */
export type Task = { body: string } & AttributesOf<typeof attributes>;

export const task: Syntax<Task> = {
  element: 'Task',
  attributes,
  children: [],
  holdsText: true,
  read: (element, warnings) => ({ body: trimXml(element.text), ...readAttributes(element, attributes, warnings) }),
  write: ({ body, ...rest }) => writeXml('Task', writeAttributes(attributes, rest), escapeText(body)),
};
