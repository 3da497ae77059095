import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '../../ui/field.tsx';
import { useEditorStore } from './editor-store.ts';
import { type KindChoice, kindGroups } from './kind-choices.ts';
import { draggedKind } from './palette-drag.ts';
import { useCommands } from './use-commands.ts';

/** Every kind of node, to drag onto the canvas or to press: then it comes after the node that is selected. */
export function Palette() {
  const [text, setText] = useState('');
  const wanted = text.trim().toLowerCase();
  const isMeant = ({ label, also }: KindChoice) => `${label} ${also}`.toLowerCase().includes(wanted);
  const groups = kindGroups
    .map(({ heading, choices }) => ({ heading, choices: choices.filter(isMeant) }))
    .filter(({ choices }) => choices.length > 0);
  return (
    <section aria-label="Nodes to add" className="grid content-start gap-3 overflow-y-auto p-3">
      <div className="relative">
        <Search size={14} aria-hidden className="absolute top-[11px] left-2.5 text-muted" />
        <TextField
          label="Search the nodes to add"
          labelHidden
          placeholder="Search nodes"
          className="h-9 pl-8"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {groups.map(({ heading, choices }) => (
        <div key={heading} className="grid gap-0.5">
          <h2 className="px-1 pb-0.5 text-xs font-medium text-muted">{heading}</h2>
          {choices.map((choice) => (
            <PaletteEntry key={choice.kind} choice={choice} />
          ))}
        </div>
      ))}
      {groups.length === 0 ? <p className="px-1 text-[13px] text-muted">There is no such node.</p> : null}
    </section>
  );
}

const entryLook = 'group flex min-h-8 items-center gap-2 rounded-lg px-1 text-left text-[13px]';

function PaletteEntry({ choice }: { choice: KindChoice }) {
  const { kind, label, Icon, tone, notYet } = choice;
  const store = useEditorStore();
  const { chosen } = useCommands();
  const chip = (
    <span className={`grid size-6 shrink-0 place-items-center rounded-md border ${tone}`}>
      <Icon size={14} aria-hidden />
    </span>
  );
  if (notYet !== undefined)
    return (
      <p className={`${entryLook} text-muted`} title={notYet}>
        {chip}
        <span className="grid leading-4">
          {label} <span className="text-xs">Not available yet</span>
        </span>
      </p>
    );
  const add = () => {
    const id = store.getState().insertAfter(chosen()[0] ?? null, null, kind);
    store.getState().goTo(id);
  };
  return (
    <button
      type="button"
      draggable
      className={`${entryLook} hover:bg-sunken`}
      title={`Add ${label} after the selected node, or drag it onto the canvas`}
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedKind, kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={add}
    >
      {chip}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      <Plus
        size={14}
        aria-hidden
        className="text-muted opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
    </button>
  );
}
