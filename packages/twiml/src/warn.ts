import type { TwimlWarning } from './errors.ts';
import { type Element, pathOf } from './xml.ts';

/** Adds a warning about `element`, or about one attribute of it. */
export function warn(
  warnings: TwimlWarning[],
  element: Element,
  message: string,
  specificCode?: number,
  attribute?: string,
): void {
  const warning: TwimlWarning = { code: 12200, message, path: pathOf(element) };
  if (attribute !== undefined) warning.attribute = attribute;
  if (specificCode !== undefined) warning.specificCode = specificCode;
  warnings.push(warning);
}
