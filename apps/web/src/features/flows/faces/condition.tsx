import type { Directory } from '@offhook/flow';
import { Split } from 'lucide-react';
import { ConditionFields } from '../condition-fields.tsx';
import { comparisonWords } from '../condition-words.ts';
import { listIn, textIn } from '../node-data.ts';
import type { Face, NodeData } from './face.ts';

export const condition: Face = {
  icon: Split,
  tone: 'st-neutral',
  summary,
  Fields: ConditionFields,
};

function summary(data: NodeData, directory: Directory): string {
  const hours = directory.hours[textIn(data, 'hours_id')]?.name;
  switch (textIn(data, 'test')) {
    case 'hours':
      return hours ? `Open by “${hours}”?` : 'No opening hours chosen yet';
    case 'holiday':
      return hours ? `A holiday by “${hours}”?` : 'No opening hours chosen yet';
    case 'caller':
      return `The caller is ${numbersInWords(data)}?`;
    case 'called':
      return `The number called is ${numbersInWords(data)}?`;
    case 'variable':
      return comparisonWords(data);
    default:
      return 'Nothing to decide yet';
  }
}

function numbersInWords(data: NodeData): string {
  const numbers = listIn(data, 'numbers').filter((each) => typeof each === 'string');
  if (numbers.length === 0) return '…';
  return numbers.length === 1 ? String(numbers[0]) : `one of ${numbers.length}`;
}
