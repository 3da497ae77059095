import { comparisons } from './condition-words.ts';
import { useEditor } from './editor-store.ts';
import type { FieldsProps } from './faces/face.ts';
import { ChoiceField, FieldPlace, hintWith, useSetData, WordsField } from './fields.tsx';
import { MakeHours } from './make-hours.tsx';
import { listIn, textIn } from './node-data.ts';
import { problemAt } from './problem-words.ts';
import { SettlingField } from './settling-field.tsx';
import { numbersOf } from './text-list.ts';
import { variablesOf } from './variable-typing.ts';

const tests = [
  { value: 'hours', label: 'Opening hours' },
  { value: 'holiday', label: 'A holiday' },
  { value: 'caller', label: 'Who calls' },
  { value: 'called', label: 'Which number was called' },
  { value: 'variable', label: 'A variable' },
];

/** What a Condition looks at. */
export function ConditionFields(fields: FieldsProps) {
  const test = textIn(fields.data, 'test');
  return (
    <>
      <ChoiceField {...fields} field="test" label="Decides by" choices={tests} />
      {test === 'hours' || test === 'holiday' ? <HoursFields {...fields} /> : null}
      {test === 'caller' || test === 'called' ? <NumbersField {...fields} /> : null}
      {test === 'variable' ? <VariableFields {...fields} /> : null}
    </>
  );
}

function HoursFields(fields: FieldsProps) {
  const hours = useEditor((state) => state.directory.hours);
  const choices = Object.entries(hours).map(([value, { name, calendar }]) => ({
    value,
    label: `${name} (${calendar.time_zone})`,
  }));
  const set = useSetData(fields.nodeId);
  return (
    <>
      <ChoiceField {...fields} field="hours_id" label="Opening hours" choices={choices} />
      {choices.length === 0 ? <MakeHours onMade={(hoursId) => set({ hours_id: hoursId })} /> : null}
    </>
  );
}

function NumbersField({ nodeId, data, problems }: FieldsProps) {
  const set = useSetData(nodeId);
  const numbers = listIn(data, 'numbers').filter((each) => typeof each === 'string');
  const below = problems.find(({ field }) => field?.startsWith('numbers'))?.sentence;
  return (
    <FieldPlace field="numbers">
      <SettlingField
        label="Numbers"
        hint={hintWith(problems, 'numbers', 'With commas between. * at the end stands for any digits: +3906*')}
        error={problemAt(problems, 'numbers').error ?? below}
        placeholder="+14155550100, +3906*"
        most={4000}
        mono
        value={numbers.join(', ')}
        onSettle={(text) => set({ numbers: numbersOf(text) })}
      />
    </FieldPlace>
  );
}

function VariableFields(fields: FieldsProps) {
  const graph = useEditor((state) => state.graph);
  const choices = variablesOf(graph).map(({ name, from }) => ({ value: name, label: `${name} (${from})` }));
  return (
    <>
      <ChoiceField {...fields} field="variable" label="Variable" choices={choices} />
      <ChoiceField {...fields} field="is" label="Comparison" choices={comparisons} />
      {textIn(fields.data, 'is') === 'set' ? null : (
        <WordsField {...fields} field="value" label="Value" rows={1} most={300} />
      )}
    </>
  );
}
