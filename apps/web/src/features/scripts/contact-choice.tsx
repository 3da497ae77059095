import type { Contact } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { formatNumber } from '../../app/phone.ts';
import { TextField } from '../../ui/field.tsx';
import { contactSearchQuery } from '../contacts/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';

/** Chooses a contact by name, with the browser's own list. */
export function ContactChoice({ onChoose }: { onChoose: (contact: Contact | undefined) => void }) {
  const id = useId();
  const { country } = useWorkspace();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Contact>();
  const found = useQuery(contactSearchQuery(text)).data?.items ?? [];
  const labelOf = ({ name, phone_number }: Contact) =>
    phone_number ? `${name}, ${formatNumber(phone_number, country)}` : name;
  const type = (typed: string) => {
    setText(typed);
    const picked = found.find((contact) => labelOf(contact) === typed);
    if (picked?.id === chosen?.id) return;
    setChosen(picked);
    onChoose(picked);
  };
  return (
    <>
      <TextField
        label="As said to"
        list={id}
        placeholder="Name or number of a contact"
        hint={chosen || text !== '' ? undefined : 'Nobody chosen: what only a contact knows is missing.'}
        autoComplete="off"
        value={text}
        onChange={(event) => type(event.target.value)}
      />
      <datalist id={id}>
        {found.map((contact) => (
          <option key={contact.id} value={labelOf(contact)} />
        ))}
      </datalist>
    </>
  );
}
