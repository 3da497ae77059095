import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';

export interface Choice {
  key: string;
  words: string;
  /** Found by these words, too. */
  also?: string;
  aside?: string;
  Icon?: LucideIcon;
  disabled?: boolean;
}

interface PickProps {
  step?: string;
  title: string;
  description?: ReactNode;
  placeholder: string;
  nothing: string;
  groups: readonly { heading: string; choices: readonly Choice[] }[];
  onChoose: (key: string) => void;
  onClose: () => void;
  afterClose?: () => void;
}

/** A list to search and to choose one of, by keyboard or pointer. `step` tells one list from the next in one dialog. */
export function PickDialog({ step, onChoose, groups, placeholder, nothing, ...dialog }: PickProps) {
  return (
    <Dialog {...dialog} className="top-[12dvh] gap-3 overflow-hidden">
      <PickList key={step} label={dialog.title} {...{ onChoose, groups, placeholder, nothing }} />
    </Dialog>
  );
}

type ListProps = Pick<PickProps, 'onChoose' | 'groups' | 'placeholder' | 'nothing'> & { label: string };

function PickList({ label, onChoose, groups, placeholder, nothing }: ListProps) {
  const [text, setText] = useState('');
  const shown = groups
    .map(({ heading, choices }) => ({ heading, choices: choices.filter((choice) => isMeant(choice, text)) }))
    .filter(({ choices }) => choices.length > 0);
  return (
    <Command label={label} shouldFilter={false} loop className="-mx-4 -mb-4 grid min-h-0">
      <Command.Input
        // Otherwise the button that closes the dialog has the focus, since it comes first.
        autoFocus
        value={text}
        onValueChange={setText}
        placeholder={placeholder}
        className="h-10 w-full border-y bg-transparent px-4 -outline-offset-2"
      />
      <Command.List className="max-h-[min(420px,50dvh)] overflow-y-auto p-2 [&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:py-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-muted">
        <Command.Empty className="px-2 py-6 text-center text-muted">{nothing}</Command.Empty>
        {shown.map(({ heading, choices }) => (
          <Command.Group key={heading} heading={heading}>
            {choices.map((choice) => (
              <ChoiceItem key={choice.key} choice={choice} onChoose={onChoose} />
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
}

function ChoiceItem({ choice, onChoose }: { choice: Choice; onChoose: (key: string) => void }) {
  const { key, words, aside, Icon, disabled = false } = choice;
  return (
    <Command.Item
      value={key}
      disabled={disabled}
      onSelect={() => onChoose(key)}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 data-[disabled=true]:cursor-default data-[disabled=true]:text-muted data-[selected=true]:bg-selected"
    >
      {Icon ? <Icon size={16} aria-hidden className="shrink-0" /> : null}
      <span className="shrink-0">{words}</span>
      {aside ? <span className="ml-auto min-w-0 truncate text-[13px] text-muted">{aside}</span> : null}
    </Command.Item>
  );
}

function isMeant({ words, also = '' }: Choice, text: string): boolean {
  const all = `${words} ${also}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
}
