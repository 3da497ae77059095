import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { BookUser, Keyboard, Monitor, Moon, Phone, Smartphone, Sun } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { contactSearchQuery } from '../features/contacts/queries.ts';
import { toggleHandset } from '../features/simulator/handset-shown.ts';
import { useWorkspace } from '../features/workspaces/workspace.ts';
import { useReturnOfFocus } from '../ui/dialog.tsx';
import type { Panels } from './header.tsx';
import { cleanPasted, formatNumber, looksLikeNumber, readNumber } from './phone.ts';
import { setTheme } from './theme.ts';

/** Everything by keyboard: a number offers to call it, a name finds contacts, the rest are commands. */
export function Palette(props: Panels & { onClose: () => void }) {
  const [text, setText] = useState('');
  const returnFocus = useReturnOfFocus();
  const { carrier } = useWorkspace();
  const navigate = useNavigate();
  const run = (action: () => void) => () => {
    props.onClose();
    action();
  };
  const go = (to: '/' | '/calls' | '/contacts' | '/people' | '/settings') => run(() => void navigate({ to }));
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
          <Command label="Command palette">
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
              <CallIt text={text} run={run} />
              <FoundContacts text={text} run={run} />
              <Command.Group heading="Go to">
                <Entry onSelect={go('/')}>Home</Entry>
                <Entry onSelect={go('/calls')}>Calls</Entry>
                <Entry onSelect={go('/contacts')}>Contacts</Entry>
                <Entry onSelect={go('/people')}>People</Entry>
                <Entry onSelect={go('/settings')}>Settings</Entry>
              </Command.Group>
              <Command.Group heading="Commands">
                {carrier.mode === 'emulator' ? (
                  <Entry onSelect={run(toggleHandset)} icon={<Smartphone size={16} aria-hidden />}>
                    Open or close the simulated handset
                  </Entry>
                ) : null}
                <Entry onSelect={run(() => setTheme('light'))} icon={<Sun size={16} aria-hidden />}>
                  Theme: light
                </Entry>
                <Entry onSelect={run(() => setTheme('dark'))} icon={<Moon size={16} aria-hidden />}>
                  Theme: dark
                </Entry>
                <Entry onSelect={run(() => setTheme('system'))} icon={<Monitor size={16} aria-hidden />}>
                  Theme: like the system
                </Entry>
                <Entry onSelect={run(props.openShortcuts)} icon={<Keyboard size={16} aria-hidden />}>
                  Keyboard shortcuts
                </Entry>
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type Run = (action: () => void) => () => void;

function CallIt({ text, run }: { text: string; run: Run }) {
  const { country } = useWorkspace();
  const navigate = useNavigate();
  if (!looksLikeNumber(text)) return null;
  const read = readNumber(cleanPasted(text), country);
  const words = 'number' in read ? `Call ${international(read.number)}` : `${cleanPasted(text)}: ${read.problem}`;
  const dial = run(() => 'number' in read && void navigate({ to: '/', search: { to: read.number }, hash: 'dialer' }));
  return (
    <Command.Group heading="Call">
      <Entry
        value={`call ${text}`}
        found={text}
        disabled={'problem' in read}
        onSelect={dial}
        icon={<Phone size={16} aria-hidden />}
      >
        {words}
      </Entry>
    </Command.Group>
  );
}

function FoundContacts({ text, run }: { text: string; run: Run }) {
  const navigate = useNavigate();
  const { country } = useWorkspace();
  const contacts = useQuery(contactSearchQuery(text));
  if (text.trim() === '' || !contacts.data || contacts.data.items.length === 0) return null;
  const call = (id: string) => run(() => void navigate({ to: '/', search: { contact: id }, hash: 'dialer' }));
  const open = (id: string) => run(() => void navigate({ to: '/contacts/$contactId', params: { contactId: id } }));
  return (
    <Command.Group heading="Contacts">
      {contacts.data.items.slice(0, 5).flatMap(({ id, name, phone_number }) => [
        phone_number ? (
          <Entry
            key={`call ${id}`}
            value={`call ${id}`}
            found={text}
            onSelect={call(id)}
            icon={<Phone size={16} aria-hidden />}
          >
            Call {name} <span className="ml-auto text-muted">{formatNumber(phone_number, country)}</span>
          </Entry>
        ) : null,
        <Entry
          key={`open ${id}`}
          value={`open ${id}`}
          found={text}
          onSelect={open(id)}
          icon={<BookUser size={16} aria-hidden />}
        >
          Open {name}
        </Entry>,
      ])}
    </Command.Group>
  );
}

function Entry(props: {
  children: ReactNode;
  icon?: ReactNode;
  value?: string;
  /** What was typed, when the entry was made for it: it then always matches. */
  found?: string;
  disabled?: boolean;
  onSelect: () => void;
}) {
  const { icon, children, found, ...rest } = props;
  return (
    <Command.Item
      {...rest}
      {...(found && { keywords: [found] })}
      className="flex min-h-9 cursor-pointer items-center gap-2 rounded-md px-2 data-[disabled=true]:cursor-default data-[disabled=true]:text-muted data-[selected=true]:bg-selected"
    >
      {icon}
      {children}
    </Command.Item>
  );
}

// The country is part of the question here: whoever types +1 wants to read +1.
function international(number: string): string {
  return formatNumber(number, '');
}
