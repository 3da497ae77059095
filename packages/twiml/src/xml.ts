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
}

export function readXml(xml: string): Element {
  const parser = new SaxesParser({ xmlns: false, position: true });
  const open: Element[] = [];
  let root: Element | undefined;
  const addText = (text: string) => {
    const inside = open.at(-1);
    if (!inside) return;
    inside.text += text;
    inside.parts.push(text);
  };
  parser.on('error', (error) => {
    throw new UnparseableTwiml(error.message);
  });
  parser.on('opentag', (tag) => {
    const element: Element = { name: tag.name, attributes: { ...tag.attributes }, text: '', children: [], parts: [] };
    const parent = open.at(-1);
    parent?.children.push(element);
    parent?.parts.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.write(xml.trim()).close();
  if (!root) throw new UnparseableTwiml('the document is empty');
  return root;
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

/** Without the white space that XML knows; a no-break space is content. */
export function trimXml(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}
