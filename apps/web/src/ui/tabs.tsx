import { Tabs as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

export function Tabs<Name extends string>(props: {
  label: string;
  selected: Name;
  onSelect: (name: Name) => void;
  tabs: readonly { name: Name; title: string; content: ReactNode }[];
}) {
  return (
    // Radix reports any string; only names of `tabs` are ever offered to it.
    <Radix.Root value={props.selected} onValueChange={(name) => props.onSelect(name as Name)}>
      <Radix.List aria-label={props.label} className="flex gap-1 border-b">
        {props.tabs.map((tab) => (
          <Radix.Trigger
            key={tab.name}
            value={tab.name}
            className="-mb-px min-h-9 border-b-2 border-transparent px-3 font-medium text-muted data-[state=active]:border-accent data-[state=active]:text-fg"
          >
            {tab.title}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {props.tabs.map((tab) => (
        <Radix.Content key={tab.name} value={tab.name} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
