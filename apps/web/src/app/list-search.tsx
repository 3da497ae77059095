import { Search } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { TextField } from '../ui/field.tsx';
import { useShortcut } from './shortcuts.ts';

interface ListSearchProps {
  /** What is searched, for those who cannot see the list. */
  of: string;
  label: string;
  text: string;
  onSearch: (text: string) => void;
}

/** The search field of a list; what is typed goes into the address after a pause. */
export function ListSearch({ of, label, text, onSearch }: ListSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  useShortcut(
    'focus-search',
    useCallback(() => field.current?.focus(), []),
  );
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const pause = setTimeout(() => onSearch(typed), 250);
    return () => clearTimeout(pause);
  }, [typed, text, onSearch]);
  return (
    <search aria-label={of} className="relative sm:w-80">
      <TextField
        ref={field}
        type="search"
        label={label}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="pl-8"
      />
      <Search size={14} aria-hidden className="pointer-events-none absolute bottom-[11px] left-2.5 text-muted" />
    </search>
  );
}
