import type { Directory } from '@offhook/flow';
import { Plus } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { Button } from '../../ui/button.tsx';
import { type DialTarget, targetsIn, targetWords } from './dial-words.ts';
import { useEditor } from './editor-store.ts';
import type { FieldsProps } from './faces/face.ts';
import { FieldPlace, hintWith, PhoneInput, useSetData } from './fields.tsx';
import { problemAt } from './problem-words.ts';
import { FieldRows, RemoveRow } from './row-of-fields.tsx';

const mostTargets = 20;

/** Whom a Dial rings: people, groups and numbers, in this order. */
export function DialTargets({ nodeId, data, problems }: FieldsProps) {
  const directory = useEditor((state) => state.directory);
  const set = useSetData(nodeId);
  const targets = targetsIn(data);
  // S2's single number becomes one of the targets with the first change.
  const write = (next: readonly DialTarget[]) => set({ targets: next, number: undefined });
  const general = problemAt(problems, 'targets').error;
  return (
    <FieldPlace field="targets">
      <FieldRows legend="Who rings">
        {targets.map((target, index) => (
          <TargetRow
            // biome-ignore lint/suspicious/noArrayIndexKey: the same number may stand here twice while it is typed.
            key={index}
            target={target}
            at={index}
            problems={problems}
            onChange={(next) => write(targets.map((before, each) => (each === index ? next : before)))}
            onRemove={() => write(targets.toSpliced(index, 1))}
          />
        ))}
        {targets.length < mostTargets ? (
          <AddTarget directory={directory} error={general} onAdd={(target) => write([...targets, target])} />
        ) : null}
      </FieldRows>
    </FieldPlace>
  );
}

function TargetRow(props: {
  target: DialTarget;
  at: number;
  problems: FieldsProps['problems'];
  onChange: (target: DialTarget) => void;
  onRemove: () => void;
}) {
  const { target, at, problems } = props;
  const field = `targets.${at}`;
  const directory = useEditor((state) => state.directory);
  const { name, note } = targetWords(target, directory);
  const error = problems.find(
    (each) => each.severity === 'error' && (each.field === field || each.field?.startsWith(`${field}.`)),
  );
  return (
    <FieldPlace field={field}>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
        {'number' in target ? (
          <PhoneInput
            label={`Number ${at + 1}`}
            hint={hintWith(problems, field)}
            error={error?.sentence}
            number={target.number}
            onChange={(number) => props.onChange({ number })}
          />
        ) : (
          <div className="grid min-h-8 content-center">
            <p className="break-words">
              {name}
              {note ? <span className="text-[13px] text-muted"> · {note}</span> : null}
            </p>
            <p className="text-xs text-muted">{hintWith(problems, field)}</p>
            {error ? <p className="text-[13px] text-danger-text">{error.sentence}</p> : null}
          </div>
        )}
        <RemoveRow
          name={`Do not ring ${name}`}
          // Beside the field, below its label.
          className={'number' in target ? 'mt-6' : ''}
          onRemove={props.onRemove}
        />
      </div>
    </FieldPlace>
  );
}

function AddTarget(props: { directory: Directory; error: string | undefined; onAdd: (target: DialTarget) => void }) {
  const { directory, error, onAdd } = props;
  const people = Object.entries(directory.people);
  const groups = Object.entries(directory.groups);
  return (
    <div className="grid justify-items-start gap-1">
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <Button size="small">
            <Plus size={14} aria-hidden /> Add who rings
          </Button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            align="start"
            sideOffset={4}
            className="card z-50 max-h-80 min-w-60 animate-[appear_120ms] overflow-auto p-1 shadow-lg"
          >
            <Entry name="A phone number" onChoose={() => onAdd({ number: '' })} />
            {people.length > 0 ? <Heading words="People" /> : null}
            {people.map(([id, { name, phone }]) => (
              <Entry
                key={id}
                name={name}
                note={phone ?? 'no phone of their own'}
                onChoose={() => onAdd({ person_id: id })}
              />
            ))}
            {groups.length > 0 ? <Heading words="Groups" /> : null}
            {groups.map(([id, { name, members }]) => (
              <Entry
                key={id}
                name={name}
                note={members.length === 1 ? '1 member' : `${members.length} members`}
                onChoose={() => onAdd({ group_id: id })}
              />
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {error}
        </p>
      ) : null}
    </div>
  );
}

function Heading({ words }: { words: string }) {
  return (
    <DropdownMenu.Label className="border-t px-2 pt-2 pb-1 text-xs font-medium text-muted">{words}</DropdownMenu.Label>
  );
}

function Entry({ name, note, onChoose }: { name: string; note?: string; onChoose: () => void }) {
  return (
    <DropdownMenu.Item
      onSelect={onChoose}
      className="flex min-h-8 cursor-pointer flex-wrap items-center gap-x-2 rounded-md px-2 py-1 outline-none data-[highlighted]:bg-selected"
    >
      {name}
      {note ? <span className="text-xs text-muted">{note}</span> : null}
    </DropdownMenu.Item>
  );
}
