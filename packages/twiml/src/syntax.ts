import type { AttributeTable } from './attributes.ts';
import type { TwimlWarning } from './errors.ts';
import { codeOfNesting } from './specific-codes.ts';
import { warn } from './warn.ts';
import { type Element, trimXml } from './xml.ts';

/** What an element may hold, as data: enough to list the grammar or to make documents of it. */
export interface Face {
  element: string;
  attributes: AttributeTable;
  /** The elements allowed inside. */
  children: readonly Face[];
  /** Whether text directly inside means something. */
  holdsText: boolean;
}

/** How one element looks as XML. */
export interface Syntax<V> extends Face {
  /** Undefined when the element cannot stand for anything; a warning says why. */
  read(element: Element, warnings: TwimlWarning[]): V | undefined;
  write(value: V): string;
}

/** The elements that may stand in one place, told apart by name. */
export interface Family<V> {
  faces: readonly Face[];
  /** Those of the family inside `element`, in order. */
  read(element: Element, warnings: TwimlWarning[]): V[];
  write(values: readonly V[]): string;
}

/** The syntax of every member of a union, by the value of its `Tag`; a member without one does not compile. */
export type Members<V extends { [Key in Tag]: string }, Tag extends string> = {
  [Name in V[Tag]]: Syntax<Extract<V, { [Key in Tag]: Name }>>;
};

export function familyOf<Tag extends string, V extends { [Key in Tag]: string }>(
  tag: Tag,
  members: Members<V, Tag>,
): Family<V> {
  // The record is keyed by the tag's own values, so the syntax found under one is the syntax for that member.
  const syntaxes = new Map(Object.entries(members) as [string, Syntax<V>][]);
  const byElement = new Map([...syntaxes.values()].map((syntax) => [syntax.element, syntax]));
  return {
    faces: [...syntaxes.values()],
    read: (element, warnings) =>
      element.children.flatMap((child) => readElement(byElement.get(child.name), child, warnings)),
    write: (values) => values.map((value) => syntaxes.get(value[tag])?.write(value) ?? '').join(''),
  };
}

/** Every child that is written as `syntax` says; undefined when there is none. */
export function readAll<V>(element: Element, syntax: Syntax<V>, warnings: TwimlWarning[]): V[] | undefined {
  const read = element.children.flatMap((child) =>
    child.name === syntax.element ? readElement(syntax, child, warnings) : [],
  );
  return read.length > 0 ? read : undefined;
}

/** The first child that is written as `syntax` says; more of them are skipped. */
export function readOne<V>(element: Element, syntax: Syntax<V>, warnings: TwimlWarning[]): V | undefined {
  const [first, ...more] = element.children.filter((child) => child.name === syntax.element);
  for (const child of more) warn(warnings, child, `<${child.name}> may stand only once inside <${element.name}>`);
  return first && readElement(syntax, first, warnings)[0];
}

export function writeAll<V>(syntax: Syntax<V>, values: readonly V[] | undefined): string {
  return values?.map((value) => syntax.write(value)).join('') ?? '';
}

/** An object with `key` only when there is something to say under it. */
export function present<Key extends string, V>(key: Key, value: V | undefined): { [Name in Key]?: V } {
  // A computed key is widened to an index signature; it is exactly Key.
  return value === undefined ? {} : ({ [key]: value } as { [Name in Key]?: V });
}

export function warnOfStrays(face: Face, element: Element, warnings: TwimlWarning[]): void {
  for (const child of element.children) {
    if (face.children.some((allowed) => allowed.element === child.name)) continue;
    warn(warnings, child, `<${child.name}> is not allowed inside <${element.name}>`, codeOfNesting(element));
  }
  if (!face.holdsText && trimXml(element.text) !== '') warn(warnings, element, `<${element.name}> holds no text`);
}

function readElement<V>(syntax: Syntax<V> | undefined, element: Element, warnings: TwimlWarning[]): V[] {
  if (!syntax) return [];
  warnOfStrays(syntax, element, warnings);
  const value = syntax.read(element, warnings);
  return value === undefined ? [] : [value];
}
