import { SaxesParser } from 'saxes';
import { UnparseableTwiml } from './errors.ts';

/** An XML element; `text` is all the character data directly inside it, `children` its elements in order. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Element[];
  /** Text and elements in document order, for mixed content such as SSML. */
  parts: (Element | string)[];
  parent: Element | undefined;
  /** Which one it is among the children of the same name, from 1; 0 until a path was asked for. */
  ordinal: number;
}

/** No document that means something nests deeper; what reads an element's inside may then call itself. */
const mostDepth = 100;

/**
 * Reads a document; throws {@link UnparseableTwiml}. Takes time in proportion to its length. A byte order mark is let
 * be, but white space before `<?xml` is an error, as for Twilio (https://www.twilio.com/docs/api/errors/12100, read
 * 2026-11-21). Without document types there are no entities but XML's own five, so none can grow.
 */
export function readXml(xml: string): Element {
  // The parser lets half a surrogate pair through, which no document can carry and nothing could write again.
  if (!xml.isWellFormed()) throw new UnparseableTwiml('the document is no well-formed Unicode');
  const parser = new SaxesParser({ xmlns: false, position: true });
  let inside: Element | undefined;
  let root: Element | undefined;
  let depth = 0;
  const refuse = (sentence: string) => {
    throw new UnparseableTwiml(`line ${parser.line}, column ${parser.column}: ${sentence}`);
  };
  const addText = (text: string) => {
    if (!inside) return;
    inside.text += text;
    inside.parts.push(text);
  };
  parser.on('error', (error) => {
    throw new UnparseableTwiml(error.message);
  });
  parser.on('doctype', () => refuse('a document type declaration is not allowed'));
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > mostDepth) refuse(`elements are nested deeper than ${mostDepth}`);
    const element = newElement(tag.name, tag.attributes, inside);
    root ??= element;
    inside = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    inside = inside?.parent;
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml).close();
  if (!root) throw new UnparseableTwiml('the document is empty');
  return root;
}

function newElement(name: string, attributes: Record<string, string>, parent: Element | undefined): Element {
  const element: Element = { name, attributes, text: '', children: [], parts: [], parent, ordinal: 0 };
  parent?.children.push(element);
  parent?.parts.push(element);
  return element;
}

/** The way to an element, counted among elements of the same name: `Response/Gather[2]/Say[1]`. */
export function pathOf(element: Element): string {
  const { name, parent } = element;
  if (!parent) return name;
  if (element.ordinal === 0) countChildren(parent);
  return `${pathOf(parent)}/${name}[${element.ordinal}]`;
}

function countChildren(parent: Element): void {
  const seen = new Map<string, number>();
  for (const child of parent.children) {
    child.ordinal = (seen.get(child.name) ?? 0) + 1;
    seen.set(child.name, child.ordinal);
  }
}

export function writeXml(name: string, attributes: Record<string, string>, inside: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** Character data; a bare carriage return would be read back as a line feed. */
export function escapeText(text: string): string {
  return onlyXmlCharacters(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
}

/** XML 1.0 section 2.2 forbids these even when escaped; losing one is better than losing the call. */
export function onlyXmlCharacters(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');
}

/**
 * Without the white space that XML knows; a no-break space is content. Not by a regular expression: one that looks for
 * spaces at the end takes the square of their number when they stand in the middle (1.5 s for 64 kB, 2026-11-21).
 */
export function trimXml(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text.charCodeAt(start))) start += 1;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
