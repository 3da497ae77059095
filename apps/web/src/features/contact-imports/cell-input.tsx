import { type KeyboardEvent, useRef, useState } from 'react';

/** Where the grid goes on after a cell: down, or to the right. */
export interface Step {
  row: number;
  column: number;
}

interface CellInputProps {
  name: string;
  text: string;
  /** The key that began it: it takes the place of what stood there. */
  first: string | undefined;
  canGoRight: boolean;
  onSave: (text: string, by: Step | undefined) => void;
  /** Nothing was changed: by a key, or because the focus went elsewhere and stays there. */
  onDrop: (by: Step | 'blur' | undefined) => void;
}

/** The field in the place of a cell: Enter saves and goes down, Tab to the right, Esc takes back. */
export function CellInput({ name, text, first, canGoRight, onSave, onDrop }: CellInputProps) {
  const [typed, setTyped] = useState(first ?? text);
  const isOver = useRef(false);
  const end = (by: Step | undefined) => {
    if (isOver.current) return;
    isOver.current = true;
    if (typed === text) onDrop(by);
    else onSave(typed, by);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter') end({ row: 1, column: 0 });
    else if (event.key === 'Tab' && !event.shiftKey && canGoRight) end({ row: 0, column: 1 });
    else if (event.key === 'Escape') {
      isOver.current = true;
      onDrop(undefined);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <td className="border-b p-1">
      <input
        // biome-ignore lint/a11y/noAutofocus: somebody has just asked to type here.
        autoFocus
        aria-label={name}
        value={typed}
        onFocus={(event) => first === undefined && event.target.select()}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={press}
        onBlur={() => {
          if (isOver.current) return;
          isOver.current = true;
          if (typed !== text) onSave(typed, undefined);
          else onDrop('blur');
        }}
        className="h-full w-full min-w-0 rounded-md border border-input bg-surface px-2 text-fg"
      />
    </td>
  );
}
