import { useState } from 'react';
import { TextField } from '../../ui/field.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import type { FieldsProps } from './faces/face.ts';
import { FieldPlace, hintWith } from './fields.tsx';
import { freeKey, keyProblem, withKey } from './key-rules.ts';
import { pairsIn } from './node-data.ts';
import { edgeAt } from './node-words.ts';
import { problemAt } from './problem-words.ts';
import { FieldRows, RemoveRow } from './row-of-fields.tsx';
import { SettlingField } from './settling-field.tsx';

const withoutKeys = 'Without keys any digits are taken, such as an account number.';

/** What each key of a menu means. Without keys the menu takes any digits. */
export function MenuKeys({ nodeId, data, problems }: FieldsProps) {
  const options = pairsIn(data, 'options');
  const keys = options.map(([key]) => key);
  const setData = useEditor((state) => state.setData);
  const free = freeKey(keys);
  return (
    <FieldPlace field="options">
      <FieldRows
        legend="Keys"
        hint={hintWith(problems, 'options', options.length === 0 ? withoutKeys : undefined)}
        error={problemAt(problems, 'options').error}
        addLabel="Add key"
        {...(free !== undefined && {
          onAdd: () => setData(nodeId, { options: { ...Object.fromEntries(options), [free]: '' } }),
        })}
      >
        {options.map(([key, meaning]) => (
          <div key={key} className="grid grid-cols-[64px_minmax(0,1fr)_auto] items-start gap-2">
            <KeyField nodeId={nodeId} options={options} of={key} />
            <TextField
              label={`Meaning of key ${key}`}
              labelHidden
              placeholder="What it means, such as Sales"
              maxLength={80}
              value={meaning}
              onChange={(event) =>
                setData(nodeId, { options: { ...Object.fromEntries(options), [key]: event.target.value } })
              }
            />
            <RemoveRow
              name={`Remove key ${key}`}
              onRemove={() =>
                setData(nodeId, { options: Object.fromEntries(options.filter(([other]) => other !== key)) })
              }
            />
          </div>
        ))}
      </FieldRows>
    </FieldPlace>
  );
}

function KeyField(props: { nodeId: string; options: readonly [string, string][]; of: string }) {
  const { nodeId, options, of } = props;
  const store = useEditorStore();
  const [problem, setProblem] = useState<string>();
  const rename = (to: string) => {
    const others = options.map(([key]) => key).filter((key) => key !== of);
    const found = keyProblem(to, others);
    setProblem(found);
    if (found) return;
    const { graph, setData, connect } = store.getState();
    // The exit of the old key takes its edge along.
    const target = edgeAt(graph, nodeId, of)?.target;
    setData(nodeId, { options: withKey(options, of, to) });
    if (target) connect(nodeId, to, target);
  };
  return <SettlingField label={`Key ${of}`} labelHidden most={4} mono value={of} error={problem} onSettle={rename} />;
}
