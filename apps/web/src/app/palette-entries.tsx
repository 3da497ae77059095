import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookUser, Keyboard, Monitor, Moon, Phone, Smartphone, Sun, Upload } from 'lucide-react';
import type { ReactNode } from 'react';
import { contactSearchQuery } from '../features/contacts/queries.ts';
import { toggleHandset } from '../features/simulator/handset-shown.ts';
import { useWorkspace } from '../features/workspaces/workspace.ts';
import type { Destination } from './navigation.tsx';
import { cleanPasted, formatNumber, looksLikeNumber, readNumber } from './phone.ts';
import { useMay } from './session.ts';
import { setTheme } from './theme.ts';

/** One line of the palette; `words` are what a command is found by. */
export interface PaletteEntry {
  key: string;
  words: string;
  aside?: string;
  icon?: ReactNode;
  disabled?: boolean;
  run: () => void;
}

export interface PaletteGroup {
  heading: string;
  entries: readonly PaletteEntry[];
}

/** What the palette offers for a text, in the order shown; groups that have nothing are left out. */
export function usePaletteGroups(text: string, openShortcuts: () => void): PaletteGroup[] {
  const groups = [
    { heading: 'Call', entries: useNumber(text) },
    { heading: 'Contacts', entries: useFoundContacts(text) },
    { heading: 'Go to', entries: usePages().filter(({ words }) => hasWords(words, text)) },
    { heading: 'Commands', entries: useCommands(openShortcuts).filter(({ words }) => hasWords(words, text)) },
  ];
  return groups.filter(({ entries }) => entries.length > 0);
}

function useNumber(text: string): PaletteEntry[] {
  const { country } = useWorkspace();
  const navigate = useNavigate();
  if (!looksLikeNumber(text)) return [];
  const read = readNumber(cleanPasted(text), country);
  const key = `call ${text}`;
  if ('problem' in read)
    return [{ key, words: `${cleanPasted(text)}: ${read.problem}`, icon: phone, disabled: true, run: () => undefined }];
  const run = () => void navigate({ to: '/', search: { to: read.number }, hash: 'dialer' });
  // No country to be at home in: whoever types +1 wants to read +1.
  return [{ key, words: `Call ${formatNumber(read.number, '')}`, icon: phone, run }];
}

function useFoundContacts(text: string): PaletteEntry[] {
  const navigate = useNavigate();
  const { country } = useWorkspace();
  const contacts = useQuery(contactSearchQuery(text));
  if (text.trim() === '' || !contacts.data) return [];
  const call = (id: string) => () => void navigate({ to: '/', search: { contact: id }, hash: 'dialer' });
  const open = (id: string) => () => void navigate({ to: '/contacts/$contactId', params: { contactId: id } });
  return contacts.data.items.slice(0, 5).flatMap(({ id, name, phone_number }) => {
    const opening = {
      key: `open ${id}`,
      words: `Open ${name}`,
      icon: <BookUser size={16} aria-hidden />,
      run: open(id),
    };
    if (!phone_number) return [opening];
    const aside = formatNumber(phone_number, country);
    return [{ key: `call ${id}`, words: `Call ${name}`, aside, icon: phone, run: call(id) }, opening];
  });
}

function usePages(): PaletteEntry[] {
  const navigate = useNavigate();
  const page = (to: Destination['to'], words: string) => ({
    key: to,
    words,
    run: () => void navigate({ to }),
  });
  return [
    page('/', 'Home'),
    page('/calls', 'Calls'),
    page('/voicemail', 'Voicemail'),
    page('/contacts', 'Contacts'),
    page('/campaigns', 'Campaigns'),
    page('/seats', 'Seats'),
    page('/campaigns/pacing', 'Pacing simulator'),
    page('/scripts', 'Scripts'),
    page('/voicemail-drops', 'Voicemail drops'),
    page('/flows', 'Call flows'),
    page('/hours', 'Opening hours'),
    page('/groups', 'Groups'),
    page('/numbers', 'Numbers'),
    page('/statistics', 'Statistics'),
    page('/do-not-call', 'Do not call'),
    page('/compliance', 'Compliance'),
    page('/wallet', 'Wallet'),
    page('/people', 'People'),
    page('/settings', 'Settings'),
  ];
}

function useCommands(openShortcuts: () => void): PaletteEntry[] {
  const { carrier } = useWorkspace();
  const navigate = useNavigate();
  const mayImport = useMay('manager');
  const openImport = () => void navigate({ to: '/contacts/import' });
  const command = (words: string, icon: ReactNode, run: () => void) => ({ key: words, words, icon, run });
  const handset = command('Open or close the simulated handset', <Smartphone size={16} aria-hidden />, toggleHandset);
  return [
    ...(carrier.mode === 'emulator' ? [handset] : []),
    ...(mayImport ? [command('Import contacts', <Upload size={16} aria-hidden />, openImport)] : []),
    command('Theme: light', <Sun size={16} aria-hidden />, () => setTheme('light')),
    command('Theme: dark', <Moon size={16} aria-hidden />, () => setTheme('dark')),
    command('Theme: like the system', <Monitor size={16} aria-hidden />, () => setTheme('system')),
    command('Keyboard shortcuts', <Keyboard size={16} aria-hidden />, openShortcuts),
  ];
}

const phone = <Phone size={16} aria-hidden />;

function hasWords(words: string, text: string): boolean {
  const lower = words.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word));
}
