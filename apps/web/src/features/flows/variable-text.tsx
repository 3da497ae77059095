import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { TextArea } from '../../ui/field.tsx';
import { useEditor } from './editor-store.ts';
import { VariableList, VariableMenu } from './variable-picker.tsx';
import { openVariable, variablesOf, withVariable } from './variable-typing.ts';

interface VariableTextProps {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  rows?: number | undefined;
  maxLength: number;
  placeholder?: string | undefined;
  value: string;
  onChange: (text: string) => void;
}

/** A text in which `{{` offers the variables of the flow; a button does the same for whoever does not know that. */
export function VariableText({ value, onChange, rows = 3, ...rest }: VariableTextProps) {
  const listId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const graph = useEditor((state) => state.graph);
  const [typing, setTyping] = useState<{ typed: string; at: number }>();
  const found = typing ? variablesOf(graph).filter(({ name }) => name.includes(typing.typed)) : [];
  const chosen = found[Math.min(typing?.at ?? 0, found.length - 1)];
  const look = () => {
    const { value: text = '', selectionStart = 0 } = field.current ?? {};
    const open = openVariable(text, selectionStart);
    setTyping(open && { typed: open.typed, at: 0 });
  };
  const insert = (name: string) => {
    const element = field.current;
    if (!element) return;
    const next = withVariable(element.value, element.selectionStart, name);
    onChange(next.text);
    setTyping(undefined);
    // The caret can stand there only once React has written the text.
    requestAnimationFrame(() => {
      element.focus();
      element.setSelectionRange(next.caret, next.caret);
    });
  };
  const press = (event: KeyboardEvent) => {
    if (!typing || !chosen) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined) setTyping({ ...typing, at: (found.indexOf(chosen) + step + found.length) % found.length });
    else if (event.key === 'Enter' || event.key === 'Tab') insert(chosen.name);
    else if (event.key === 'Escape') setTyping(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="relative grid grid-cols-[minmax(0,1fr)] gap-1">
      <TextArea
        {...rest}
        ref={field}
        rows={rows}
        value={value}
        onChange={(event) => {
          onChange(event.target.value);
          look();
        }}
        onKeyDown={press}
        onBlur={() => setTyping(undefined)}
        aria-autocomplete="list"
        aria-controls={chosen ? listId : undefined}
        aria-activedescendant={chosen ? `${listId}-${chosen.name}` : undefined}
      />
      {chosen ? <VariableList id={listId} variables={found} chosen={chosen.name} onChoose={insert} /> : null}
      <VariableMenu of={rest.label} onChoose={insert} />
    </div>
  );
}
