import type { Role } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { BookUser, History, House, type LucideIcon, ScrollText, Settings, Users } from 'lucide-react';
import { useMay } from './session.ts';

interface Destination {
  to: '/' | '/calls' | '/contacts' | '/people' | '/settings' | '/audit';
  label: string;
  Icon: LucideIcon;
  least: Role;
}

const groups: readonly { name: string; destinations: readonly Destination[] }[] = [
  {
    name: 'Calls',
    destinations: [
      { to: '/', label: 'Home', Icon: House, least: 'viewer' },
      { to: '/calls', label: 'Calls', Icon: History, least: 'viewer' },
      { to: '/contacts', label: 'Contacts', Icon: BookUser, least: 'viewer' },
    ],
  },
  {
    name: 'Admin',
    destinations: [
      { to: '/people', label: 'People', Icon: Users, least: 'viewer' },
      { to: '/settings', label: 'Settings', Icon: Settings, least: 'viewer' },
      { to: '/audit', label: 'Audit log', Icon: ScrollText, least: 'admin' },
    ],
  },
];

/** The navigation at the left. */
export function SideNavigation() {
  const isAdmin = useMay('admin');
  return (
    <nav aria-label="Main" className="grid gap-4 px-3">
      {groups.map(({ name, destinations }) => (
        <div key={name} className="grid gap-0.5">
          <p className="px-2 pb-1 text-xs font-medium text-muted">{name}</p>
          {destinations
            .filter(({ least }) => least !== 'admin' || isAdmin)
            .map(({ to, label, Icon }) => (
              <Link
                key={to}
                to={to}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                className="flex min-h-8 items-center gap-2 rounded-lg px-2 hover:bg-sunken aria-[current=page]:bg-selected aria-[current=page]:font-semibold"
              >
                <Icon size={16} aria-hidden />
                {label}
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}

/** The navigation at the bottom of narrow screens. */
export function BottomTabs() {
  const destinations = groups.flatMap((group) => group.destinations).filter(({ least }) => least !== 'admin');
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {destinations.map(({ to, label, Icon }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          className="grid min-h-14 content-center justify-items-center gap-0.5 text-xs text-muted -outline-offset-2 aria-[current=page]:font-semibold aria-[current=page]:text-accent-text"
        >
          <Icon size={18} aria-hidden />
          {label}
        </Link>
      ))}
    </nav>
  );
}
