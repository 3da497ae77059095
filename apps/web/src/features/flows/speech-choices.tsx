import { useEditor, useEditorStore } from './editor-store.ts';
import type { FieldsProps } from './faces/face.ts';
import { FieldPlace, hintWith } from './fields.tsx';
import { listIn, objectOf, textIn } from './node-data.ts';
import { edgeAt } from './node-words.ts';
import { problemAt } from './problem-words.ts';
import { FieldRows, RemoveRow } from './row-of-fields.tsx';
import { SettlingField } from './settling-field.tsx';
import { itemsOf } from './text-list.ts';

interface SpokenChoice {
  name: string;
  words: string[];
}

/** What callers can say, and the words by which each is known. Without choices anything that is said is taken. */
export function SpeechChoices({ nodeId, data, problems }: FieldsProps) {
  const store = useEditorStore();
  const setData = useEditor((state) => state.setData);
  const choices = choicesIn(listIn(data, 'choices'));
  const change = (at: number, part: Partial<SpokenChoice>) =>
    setData(nodeId, { choices: choices.map((choice, index) => (index === at ? { ...choice, ...part } : choice)) });
  const rename = (at: number, name: string) => {
    // The exit of the old name takes its edge along.
    const before = choices[at]?.name ?? '';
    const target = edgeAt(store.getState().graph, nodeId, before)?.target;
    change(at, { name: name.trim().toLowerCase() });
    if (target) store.getState().connect(nodeId, name.trim().toLowerCase(), target);
  };
  return (
    <FieldPlace field="choices">
      <FieldRows
        legend="Choices"
        hint={choices.length === 0 ? 'Without choices anything that is said is taken.' : undefined}
        addLabel="Add choice"
        {...(choices.length < 12 && {
          onAdd: () => setData(nodeId, { choices: [...choices, { name: freeName(choices), words: [] }] }),
        })}
      >
        {choices.map(({ name, words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name itself is being edited here.
          <FieldPlace key={index} field={`choices.${index}`}>
            <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2 rounded-lg border p-2">
              <SettlingField
                label="Choice"
                most={40}
                value={name}
                error={problemAt(problems, `choices.${index}.name`).error}
                onSettle={(text) => rename(index, text)}
              />
              <RemoveRow
                name={`Remove choice ${name}`}
                onRemove={() => setData(nodeId, { choices: choices.toSpliced(index, 1) })}
              />
              <div className="col-span-2" data-field={`choices.${index}.words`}>
                <SettlingField
                  label={`Words for ${name}`}
                  placeholder="sales, buy, order"
                  hint={hintWith(problems, `choices.${index}.words`, 'Any of them, with commas between.')}
                  error={
                    problemAt(problems, `choices.${index}.words`).error ?? problemAt(problems, `choices.${index}`).error
                  }
                  most={1000}
                  value={words.join(', ')}
                  onSettle={(text) => change(index, { words: itemsOf(text) })}
                />
              </div>
            </div>
          </FieldPlace>
        ))}
      </FieldRows>
    </FieldPlace>
  );
}

function choicesIn(given: readonly unknown[]): SpokenChoice[] {
  return given.map(objectOf).map((each) => ({
    name: textIn(each, 'name'),
    words: listIn(each, 'words').filter((word) => typeof word === 'string'),
  }));
}

function freeName(choices: readonly SpokenChoice[]): string {
  let number = choices.length + 1;
  while (choices.some(({ name }) => name === `choice ${number}`)) number += 1;
  return `choice ${number}`;
}
