import type { Contact } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, type Ref, useId, useState } from 'react';
import { cleanPasted, formatNumber, formatWhileTyping, looksLikeNumber } from '../../app/phone.ts';
import { classNames } from '../../ui/class-names.ts';
import { contactSearchQuery } from '../contacts/queries.ts';
import { useWorkspace } from '../workspaces/workspace.ts';

interface NumberFieldProps {
  field: Ref<HTMLInputElement>;
  value: string;
  error: string | undefined;
  /** Whether the contacts found are shown. */
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onChange: (text: string) => void;
  onPick: (contact: Contact) => void;
  /** The button beside the field. */
  children: ReactNode;
}

const mostRows = 5;

/** A number, formatted while it is typed, or a name that finds a contact. The list covers neither the button nor the error. */
export function NumberField(props: NumberFieldProps) {
  const { field, value, error, open, onOpenChange, onChange, onPick, children } = props;
  const id = useId();
  const { country } = useWorkspace();
  const [active, setActive] = useState(-1);
  const search = useQuery({ ...contactSearchQuery(value), enabled: open && isSearched(value) });
  const matching = open && isSearched(value) ? (search.data?.items ?? []) : [];
  const found = matching.filter(({ phone_number }) => phone_number).slice(0, mostRows);
  const shown = found.length > 0;
  const type = (text: string, atEnd: boolean) => {
    onOpenChange(true);
    setActive(-1);
    // Formatting while somebody deletes, or writes in the middle, would fight with the caret.
    onChange(looksLikeNumber(text) && atEnd && text.length > value.length ? formatWhileTyping(text, country) : text);
  };
  const pick = (contact: Contact) => {
    onOpenChange(false);
    onPick(contact);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onOpenChange(false);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (shown && step) {
      event.preventDefault();
      setActive((active + step + found.length) % found.length);
    }
    const chosen = found[active];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      pick(chosen);
    }
  };
  return (
    <div className="relative grid gap-1">
      <label htmlFor={id} className="text-[13px] font-medium">
        Number or name
      </label>
      <div className="grid gap-2 sm:grid-cols-[minmax(0,1fr)_auto]">
        <input
          ref={field}
          id={id}
          type="text"
          inputMode="tel"
          autoComplete="off"
          role="combobox"
          aria-expanded={shown}
          aria-controls={`${id}-found`}
          aria-activedescendant={shown && active >= 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={value}
          onChange={(event) => type(event.target.value, event.target.selectionStart === event.target.value.length)}
          onPaste={(event) => {
            const text = cleanPasted(event.clipboardData.getData('text'));
            if (!looksLikeNumber(text)) return;
            event.preventDefault();
            onChange(formatWhileTyping(text, country));
          }}
          onKeyDown={onKeyDown}
          onBlur={() => onOpenChange(false)}
          className="tabular h-11 w-full min-w-0 rounded-lg border border-input bg-surface px-3 text-xl aria-invalid:border-danger"
        />
        {children}
      </div>
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-[13px] text-danger-text">
          {error}
        </p>
      ) : null}
      <FoundList id={id} found={found} active={active} country={country} onPick={pick} />
    </div>
  );
}

// One letter says enough only where it is a name, one digit never.
function isSearched(text: string): boolean {
  return text.trim().length > 1 || /\p{L}/u.test(text);
}

function FoundList(props: {
  id: string;
  found: Contact[];
  active: number;
  country: string;
  onPick: (contact: Contact) => void;
}) {
  return (
    <div
      id={`${props.id}-found`}
      role="listbox"
      aria-label="Contacts found"
      hidden={props.found.length === 0}
      className="card absolute inset-x-0 top-full mt-1 z-10 p-1 shadow-lg"
    >
      {props.found.map((contact, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the combobox, which keeps the focus.
        // biome-ignore lint/a11y/useFocusableInteractive: options of a combobox are never focused themselves.
        <div
          key={contact.id}
          id={`${props.id}-${index}`}
          role="option"
          aria-selected={index === props.active}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => props.onPick(contact)}
          className={classNames(
            'flex min-h-9 cursor-pointer items-center justify-between gap-2 rounded-md px-2 hover:bg-sunken',
            index === props.active && 'bg-selected',
          )}
        >
          <span className="truncate">{contact.name}</span>
          <span className="tabular shrink-0 text-muted">{formatNumber(contact.phone_number ?? '', props.country)}</span>
        </div>
      ))}
    </div>
  );
}
