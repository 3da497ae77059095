import { useNavigate } from '@tanstack/react-router';
import { CircleHelp, Keyboard, LogOut, Monitor, Moon, Search, Smartphone, Sun } from 'lucide-react';
import { SeatControl } from '../features/seats/seat-control.tsx';
import { toggleHandset, useHandsetShown } from '../features/simulator/handset-shown.ts';
import { resumeFirstSteps } from '../features/workspaces/first-steps-choice.ts';
import { useWorkspace } from '../features/workspaces/workspace.ts';
import { Button } from '../ui/button.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import { sayFailed } from '../ui/toasts.tsx';

import { signOut, useMay, useSession } from './session.ts';
import { CarrierChip } from './status-bar.tsx';
import { setTheme, type Theme, useTheme } from './theme.ts';

export interface Panels {
  openPalette: () => void;
  openShortcuts: () => void;
}

export function Header(props: Panels) {
  const { name, carrier } = useWorkspace();
  const handsetShown = useHandsetShown();
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-1 border-b bg-surface px-2 sm:gap-2 sm:px-4">
      <span className="hidden min-w-0 truncate font-medium lg:block">{name}</span>
      <span className="ml-1 md:hidden">
        <CarrierChip />
      </span>
      <span className="ml-auto" />
      <SeatControl />
      <Button onClick={props.openPalette} className="hidden text-muted md:inline-flex">
        <Search size={14} aria-hidden /> Search or call <kbd className="font-sans text-xs">{paletteKey()}</kbd>
      </Button>
      <IconButton
        name="Search or call"
        icon={<Search size={16} aria-hidden />}
        onClick={props.openPalette}
        className="md:hidden"
      />
      {carrier.mode === 'emulator' ? (
        <Button onClick={toggleHandset} aria-expanded={handsetShown} aria-label="Simulated handset">
          <Smartphone size={16} aria-hidden /> <span className="hidden sm:inline">Handset</span>
        </Button>
      ) : null}
      <ThemeMenu />
      <HelpMenu openShortcuts={props.openShortcuts} />
      <AccountMenu />
    </header>
  );
}

function ThemeMenu() {
  const theme = useTheme();
  const icons = { system: Monitor, light: Sun, dark: Moon };
  const Chosen = icons[theme];
  const entry = (choice: Theme, label: string) => {
    const Icon = icons[choice];
    return { label, icon: <Icon size={16} aria-hidden />, run: () => setTheme(choice) };
  };
  return (
    <Menu
      trigger={
        <IconButton name="Appearance" icon={<Chosen size={16} aria-hidden />} className="hidden sm:inline-flex" />
      }
      entries={[entry('system', 'Like the system'), entry('light', 'Light'), entry('dark', 'Dark')]}
    />
  );
}

function HelpMenu({ openShortcuts }: Pick<Panels, 'openShortcuts'>) {
  const navigate = useNavigate();
  const isAdmin = useMay('admin');
  const showFirstSteps = () => {
    resumeFirstSteps();
    void navigate({ to: '/' });
  };
  return (
    <Menu
      trigger={<IconButton name="Help" icon={<CircleHelp size={16} aria-hidden />} />}
      entries={[
        ...(isAdmin ? [{ label: 'First steps', run: showFirstSteps }] : []),
        { label: 'Keyboard shortcuts', icon: <Keyboard size={16} aria-hidden />, run: openShortcuts },
        { label: 'API reference', run: () => window.open('/dev', '_blank', 'noopener') },
      ]}
    />
  );
}

function AccountMenu() {
  const { person, role } = useSession();
  const navigate = useNavigate();
  const isAdmin = useMay('admin');
  const initials = person.name
    .split(/\s+/)
    .map((word) => word[0])
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <Menu
      trigger={
        <button
          type="button"
          className="grid h-8 w-8 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
        >
          <span className="sr-only">Account </span>
          {initials}
        </button>
      }
      heading={`${person.name} · ${role}`}
      entries={[
        { label: 'Your profile', run: () => void navigate({ to: '/settings', hash: 'profile' }) },
        ...(isAdmin ? [{ label: 'Audit log', run: () => void navigate({ to: '/audit' }) }] : []),
        { label: 'Sign out', icon: <LogOut size={16} aria-hidden />, run: () => void signOut().catch(sayFailed) },
      ]}
    />
  );
}

function paletteKey(): string {
  return /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘K' : 'Ctrl K';
}
