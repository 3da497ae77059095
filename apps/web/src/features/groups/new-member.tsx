import type { GroupMember } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readNumber } from '../../app/phone.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { peopleQuery } from '../people/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';
import { keyOf } from './members.ts';

interface NewMemberProps {
  members: readonly GroupMember[];
  onAdd: (member: GroupMember) => void;
}

/** Adds somebody of the workspace, or any number. */
export function NewMember({ members, onAdd }: NewMemberProps) {
  const keys = new Set(members.map(keyOf));
  return (
    <div className="grid items-start gap-4 pt-2 sm:grid-cols-2">
      <NewPerson taken={keys} onAdd={onAdd} />
      <NewNumber taken={keys} onAdd={onAdd} />
    </div>
  );
}

interface AddProps {
  taken: ReadonlySet<string>;
  onAdd: (member: GroupMember) => void;
}

function NewPerson({ taken, onAdd }: AddProps) {
  const [personId, setPersonId] = useState('');
  const people = (useQuery(peopleQuery).data?.items ?? []).filter(({ id }) => !taken.has(id));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      <SelectField label="Add a person" value={personId} onChange={(event) => setPersonId(event.target.value)}>
        <option value="">Choose…</option>
        {people.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </SelectField>
      <Button
        className="mt-6 h-9"
        aria-label="Add the person"
        aria-disabled={personId === ''}
        onClick={() => {
          if (personId === '') return;
          onAdd({ person_id: personId });
          setPersonId('');
        }}
      >
        Add
      </Button>
    </div>
  );
}

function NewNumber({ taken, onAdd }: AddProps) {
  const { country } = useWorkspace();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const add = () => {
    if (text.trim() === '') return;
    const read = readNumber(text, country);
    if ('problem' in read) return setProblem(read.problem);
    if (taken.has(read.number)) return setProblem('Already in the group');
    onAdd({ number: read.number });
    setText('');
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2">
      <TextField
        label="Add a number"
        inputMode="tel"
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.target.value);
          setProblem(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          // Enter here adds the number; it does not save the group.
          event.preventDefault();
          add();
        }}
      />
      <Button className="mt-6 h-9" aria-label="Add the number" aria-disabled={text.trim() === ''} onClick={add}>
        Add
      </Button>
    </div>
  );
}
