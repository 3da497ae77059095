import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';

interface MenuEntry {
  label: string;
  icon?: ReactNode;
  run: () => void;
}

/** A button that opens a short list of actions. */
export function Menu(props: { trigger: ReactNode; heading?: ReactNode; entries: readonly MenuEntry[] }) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{props.trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="card z-50 min-w-48 animate-[appear_120ms] p-1 shadow-lg"
        >
          {props.heading ? (
            <DropdownMenu.Label className="border-b px-2 py-1.5 text-[13px] text-muted">
              {props.heading}
            </DropdownMenu.Label>
          ) : null}
          {props.entries.map((entry) => (
            <DropdownMenu.Item
              key={entry.label}
              onSelect={entry.run}
              className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 outline-none data-[highlighted]:bg-selected"
            >
              {entry.icon}
              {entry.label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
