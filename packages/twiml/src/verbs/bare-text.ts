import { readAttributes } from '../attributes.ts';
import type { Syntax } from '../syntax.ts';
import { escapeText, trimXml, writeXml } from '../xml.ts';

/** An element that is nothing but its text. */
export function bareText(element: string): Syntax<string> {
  return {
    element,
    attributes: {},
    children: [],
    holdsText: true,
    read: (read, warnings) => {
      readAttributes(read, {}, warnings);
      return trimXml(read.text);
    },
    write: (text) => writeXml(element, {}, escapeText(text)),
  };
}
