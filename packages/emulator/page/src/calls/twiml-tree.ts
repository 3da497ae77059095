/** An element of a TwiML document, or a piece of its text. */
export type TwimlPart = { text: string } | TwimlElement;

export interface TwimlElement {
  name: string;
  attributes: [name: string, value: string][];
  /** The indexes that lead here from the document, or undefined for what TwiML does not know, which is skipped. */
  path: number[] | undefined;
  parts: TwimlPart[];
}

/** The elements that TwiML allows inside an element, by its name. */
export type Grammar = Record<string, string[]>;

/** The whole document, or undefined when it cannot be read as XML. */
export function readTwiml(twiml: string, grammar: Grammar): TwimlElement | undefined {
  const document = new DOMParser().parseFromString(twiml, 'text/xml');
  const root = document.documentElement;
  return !root || document.querySelector('parsererror') ? undefined : readElement(root, [], grammar);
}

function readElement(element: Element, path: number[] | undefined, grammar: Grammar): TwimlElement {
  const known = grammar[element.tagName];
  const counted = [...element.children].filter(({ tagName }) => known?.includes(tagName) ?? true);
  const parts = [...element.childNodes].flatMap((node): TwimlPart[] => {
    if (node instanceof Element) {
      const at = counted.indexOf(node);
      return [readElement(node, path && at >= 0 ? [...path, at] : undefined, grammar)];
    }
    const text = node instanceof Comment ? '' : (node.textContent?.trim() ?? '');
    return text === '' ? [] : [{ text }];
  });
  const attributes = [...element.attributes].map(({ name, value }): [string, string] => [name, value]);
  return { name: element.tagName, attributes, path, parts };
}
