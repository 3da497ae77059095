import type { Contact } from '@offhook/contract';
import { useState } from 'react';
import { useMay } from '../../app/session.ts';
import { ContactBulkBar } from './contact-bulk-bar.tsx';
import type { ContactFilters } from './contact-filters.ts';
import { ContactItem } from './contact-item.tsx';

interface ContactListProps {
  contacts: readonly Contact[];
  filters: ContactFilters;
  /** How many the filters mean, once it is known. */
  count: number | undefined;
}

/** The contacts with what is selected among them: some by a box each, or all that the filters mean. */
export function ContactList({ contacts, filters, count }: ContactListProps) {
  const maySelect = useMay('manager');
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [everything, setEverything] = useState(false);
  const clear = () => {
    setSelected(new Set());
    setEverything(false);
  };
  const toggle = (id: string) => {
    const next = new Set(everything ? contacts.map((contact) => contact.id) : selected);
    if (!next.delete(id)) next.add(id);
    setEverything(false);
    setSelected(next);
  };
  const shown = contacts.filter(({ id }) => selected.has(id)).map(({ id }) => id);
  const isAllShown = everything || shown.length === contacts.length;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {maySelect ? (
        <label className="flex min-h-6 items-center gap-3 justify-self-start px-4 text-[13px] text-muted">
          <input
            type="checkbox"
            checked={isAllShown}
            onChange={() => (isAllShown ? clear() : setSelected(new Set(contacts.map(({ id }) => id))))}
            className="size-4 accent-[var(--accent)]"
          />
          Select all shown
        </label>
      ) : null}
      <ul aria-label="Contacts" className="card divide-y">
        {contacts.map((contact) => (
          <ContactItem
            key={contact.id}
            contact={contact}
            {...(maySelect && { isSelected: everything || selected.has(contact.id), onSelect: toggle })}
          />
        ))}
      </ul>
      <ContactBulkBar
        ids={shown}
        filters={filters}
        everything={everything ? count : undefined}
        {...(count !== undefined &&
          count > contacts.length &&
          isAllShown && { all: count, onAll: () => setEverything(true) })}
        onClear={clear}
      />
    </div>
  );
}
