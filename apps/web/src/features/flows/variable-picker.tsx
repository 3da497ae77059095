import { Braces } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { useEditor } from './editor-store.ts';
import { type FlowVariable, variablesOf } from './variable-typing.ts';

/** What fits behind `{{`; the arrows of the text field move in it, so the focus stays there. */
export function VariableList(props: {
  id: string;
  variables: readonly FlowVariable[];
  chosen: string;
  onChoose: (name: string) => void;
}) {
  return (
    <div
      id={props.id}
      role="listbox"
      aria-label="Variables"
      className="card absolute inset-x-0 top-full z-20 -mt-6 max-h-44 overflow-auto p-1 shadow-lg"
    >
      {props.variables.map(({ name, from }) => (
        <div
          key={name}
          id={`${props.id}-${name}`}
          role="option"
          tabIndex={-1}
          aria-selected={name === props.chosen}
          // Pressing must not take the focus from the text.
          onPointerDown={(event) => {
            event.preventDefault();
            props.onChoose(name);
          }}
          className={classNames(
            'flex min-h-8 cursor-pointer flex-wrap items-center gap-x-2 rounded-md px-2 py-1',
            name === props.chosen && 'bg-selected',
          )}
        >
          <code className="text-[13px]">{name}</code>
          <span className="text-xs text-muted">{from}</span>
        </div>
      ))}
    </div>
  );
}

/** The variables behind a button. */
export function VariableMenu({ of, onChoose }: { of: string; onChoose: (name: string) => void }) {
  const graph = useEditor((state) => state.graph);
  const chosen = useRef<string>(undefined);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>
        <Button
          look="ghost"
          size="small"
          className="justify-self-start text-muted"
          aria-label={`Insert variable in ${of}`}
        >
          <Braces size={14} aria-hidden /> Insert variable
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="card z-50 max-h-72 min-w-60 animate-[appear_120ms] overflow-auto p-1 shadow-lg"
          // A choice puts the focus into the text, which the menu would take back before it is closed.
          onCloseAutoFocus={(event) => {
            if (chosen.current === undefined) return;
            event.preventDefault();
            onChoose(chosen.current);
            chosen.current = undefined;
          }}
        >
          {variablesOf(graph).map(({ name, from }) => (
            <DropdownMenu.Item
              key={name}
              onSelect={() => {
                chosen.current = name;
              }}
              className="grid min-h-9 cursor-pointer content-center rounded-md px-2 py-1 outline-none data-[highlighted]:bg-selected"
            >
              <code className="text-[13px]">{`{{${name}}}`}</code>
              <span className="text-xs text-muted">{from}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
