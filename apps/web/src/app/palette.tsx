import { Command } from 'cmdk';
import { Dialog } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import { useReturnOfFocus } from '../ui/dialog.tsx';
import type { Panels } from './header.tsx';
import { type PaletteEntry, usePaletteGroups } from './palette-entries.tsx';

/** Everything by keyboard: a number offers to call it, a name finds contacts, the rest are commands. */
export function Palette(props: Panels & { onClose: () => void }) {
  const [text, setText] = useState('');
  const returnFocus = useReturnOfFocus();
  const groups = usePaletteGroups(text, props.openShortcuts);
  const command = useFirstSelected(groups.flatMap(({ entries }) => entries.map(({ key }) => key)).join('\n'));
  const choose = (entry: PaletteEntry) => {
    props.onClose();
    entry.run();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => open || props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="card fixed top-[12dvh] left-1/2 z-50 w-[min(560px,calc(100vw-24px))] -translate-x-1/2 overflow-hidden shadow-xl"
        >
          <Dialog.Title className="sr-only">Command palette</Dialog.Title>
          <Command ref={command} label="Command palette" shouldFilter={false}>
            <Command.Input
              value={text}
              onValueChange={setText}
              placeholder="Type a number, a name or a command"
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none"
            />
            <Command.List className="max-h-[min(420px,60dvh)] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
              <Command.Empty className="px-2 py-6 text-center text-muted">
                Nothing found. Type a full number to call it.
              </Command.Empty>
              {groups.map(({ heading, entries }) => (
                <Command.Group key={heading} heading={heading}>
                  {entries.map((entry) => (
                    <Entry key={entry.key} entry={entry} onChoose={choose} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

// Contacts come in later and above what was selected by then. The library selects the first by itself only when the text
// changes, and a selection set from outside would leave aria-activedescendant behind; its Home key does all of it.
function useFirstSelected(results: string) {
  const command = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the results change.
  useEffect(() => {
    command.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home', bubbles: true }));
  }, [results]);
  return command;
}

function Entry({ entry, onChoose }: { entry: PaletteEntry; onChoose: (entry: PaletteEntry) => void }) {
  return (
    <Command.Item
      value={entry.key}
      disabled={entry.disabled === true}
      onSelect={() => onChoose(entry)}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 data-[disabled=true]:cursor-default data-[disabled=true]:text-muted data-[selected=true]:bg-selected"
    >
      {entry.icon}
      {entry.words}
      {entry.aside ? <span className="ml-auto text-muted">{entry.aside}</span> : null}
    </Command.Item>
  );
}
