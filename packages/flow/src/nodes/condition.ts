import { z } from 'zod';
import { entryOf } from '../entry-of.ts';
import { hoursStateAt } from '../hours.ts';
import { type Exit, leaves, nodeKind, type StepGiven } from '../node-kind.ts';
import { fillIn, VariableName } from '../variables.ts';

const Ref = z.string().min(1).max(60);
const NumberPattern = z.string().regex(/^\+\d{1,15}\*?$/, 'A number, or its beginning and *.');

const Condition = z.discriminatedUnion('test', [
  z.object({ test: z.literal('hours'), hours_id: Ref }),
  z.object({ test: z.literal('holiday'), hours_id: Ref }),
  z.object({ test: z.literal('caller'), numbers: z.array(NumberPattern).min(1).max(200) }),
  z.object({ test: z.literal('called'), numbers: z.array(NumberPattern).min(1).max(200) }),
  z.object({
    test: z.literal('variable'),
    variable: VariableName,
    is: z.enum(['equal', 'not-equal', 'contains', 'set', 'greater', 'less']),
    value: z.string().max(300).default(''),
  }),
]);
type Condition = z.infer<typeof Condition>;

const yesNo: readonly Exit[] = [
  { name: 'yes', label: 'Yes' },
  { name: 'no', label: 'No' },
];

/** Goes one way or another by the hours, the holiday, who calls, which number was called, or a variable. */
export const condition = nodeKind({
  kind: 'condition',
  label: 'Condition',
  group: 'decide',
  schema: Condition,
  blank: { test: 'hours' },
  waits: false,
  exits: ({ test }) =>
    test === 'hours'
      ? [
          { name: 'open', label: 'Open' },
          { name: 'closed', label: 'Closed' },
          { name: 'holiday', label: 'Holiday', instead: 'closed' },
        ]
      : yesNo,
  refers: (data) =>
    data.test === 'hours' || data.test === 'holiday' ? [{ field: 'hours_id', kind: 'hours', id: data.hours_id }] : [],
  texts: textsOf,
  step: (data, given) => leaves(given.session, exitBy(data, given)),
});

/** Whether a variable is set may be asked of any. */
function textsOf(data: Condition): Record<string, string> {
  if (data.test !== 'variable') return {};
  return data.is === 'set' ? {} : { variable: `{{${data.variable}}}`, value: data.value };
}

function exitBy(data: Condition, { at, caller, called, directory, session }: StepGiven): string {
  switch (data.test) {
    case 'hours':
    case 'holiday': {
      // Hours that were deleted meanwhile keep nobody out.
      const calendar = entryOf(directory.hours, data.hours_id)?.calendar;
      const state = calendar ? hoursStateAt(calendar, at) : 'open';
      return data.test === 'hours' ? state : yes(state === 'holiday');
    }
    case 'caller':
      return yes(isAmong(caller, data.numbers));
    case 'called':
      return yes(isAmong(called, data.numbers));
    case 'variable':
      return yes(holds(entryOf(session.variables, data.variable), data.is, fillIn(data.value, session.variables)));
  }
}

const yes = (truth: boolean) => (truth ? 'yes' : 'no');

function isAmong(number: string, patterns: readonly string[]): boolean {
  return patterns.some((each) => (each.endsWith('*') ? number.startsWith(each.slice(0, -1)) : number === each));
}

function holds(given: string | undefined, is: (Condition & { test: 'variable' })['is'], value: string): boolean {
  if (is === 'set') return given !== undefined && given !== '';
  const text = (given ?? '').trim().toLowerCase();
  const other = value.trim().toLowerCase();
  switch (is) {
    case 'equal':
      return text === other;
    case 'not-equal':
      return text !== other;
    case 'contains':
      return text.includes(other);
    case 'greater':
      return text !== '' && other !== '' && Number(text) > Number(other);
    case 'less':
      return text !== '' && other !== '' && Number(text) < Number(other);
  }
}
