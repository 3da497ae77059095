import type { NodeData } from './faces/face.ts';
import { textIn } from './node-data.ts';

export const comparisons = [
  { value: 'equal', label: 'is' },
  { value: 'not-equal', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'set', label: 'has a value' },
  { value: 'greater', label: 'is greater than' },
  { value: 'less', label: 'is less than' },
] as const;

/** A comparison as a question: `department is sales?`. */
export function comparisonWords(data: NodeData): string {
  const variable = textIn(data, 'variable');
  if (variable === '') return 'No variable chosen yet';
  const is = textIn(data, 'is') || 'equal';
  const words = comparisons.find(({ value }) => value === is)?.label ?? is;
  return is === 'set' ? `${variable} ${words}?` : `${variable} ${words} ${textIn(data, 'value') || 'nothing'}?`;
}
