import type { Role } from '@offhook/contract';
import { Link, useMatchRoute, useNavigate } from '@tanstack/react-router';
import {
  BookUser,
  ChartColumn,
  Clock,
  Ellipsis,
  Gauge,
  Hash,
  Headset,
  History,
  House,
  Inbox,
  type LucideIcon,
  Megaphone,
  PhoneOff,
  Radio,
  Scale,
  ScrollText,
  Settings,
  SquarePen,
  Users,
  UsersRound,
  Voicemail,
  Wallet,
  Workflow,
} from 'lucide-react';
import { useUnreadVoicemail } from '../features/voicemail/unread.ts';
import { Menu } from '../ui/menu.tsx';
import { useMay } from './session.ts';

export interface Destination {
  to:
    | '/'
    | '/live'
    | '/calls'
    | '/voicemail'
    | '/contacts'
    | '/campaigns'
    | '/campaigns/pacing'
    | '/seats'
    | '/scripts'
    | '/voicemail-drops'
    | '/numbers'
    | '/flows'
    | '/hours'
    | '/groups'
    | '/do-not-call'
    | '/compliance'
    | '/statistics'
    | '/wallet'
    | '/people'
    | '/settings'
    | '/audit';
  label: string;
  Icon: LucideIcon;
  least: Role;
  /** Has a tab of its own where there is room for five only. */
  tab?: boolean;
}

const groups: readonly { name: string; destinations: readonly Destination[] }[] = [
  {
    name: 'Calls',
    destinations: [
      { to: '/', label: 'Home', Icon: House, least: 'viewer', tab: true },
      { to: '/live', label: 'Live', Icon: Radio, least: 'viewer', tab: true },
      { to: '/calls', label: 'Calls', Icon: History, least: 'viewer', tab: true },
      { to: '/voicemail', label: 'Voicemail', Icon: Inbox, least: 'viewer' },
    ],
  },
  {
    name: 'Outreach',
    destinations: [
      { to: '/contacts', label: 'Contacts', Icon: BookUser, least: 'viewer', tab: true },
      { to: '/campaigns', label: 'Campaigns', Icon: Megaphone, least: 'viewer' },
      { to: '/seats', label: 'Seats', Icon: Headset, least: 'viewer' },
      { to: '/campaigns/pacing', label: 'Pacing simulator', Icon: Gauge, least: 'viewer' },
      { to: '/scripts', label: 'Scripts', Icon: SquarePen, least: 'viewer' },
      { to: '/voicemail-drops', label: 'Voicemail drops', Icon: Voicemail, least: 'viewer' },
      { to: '/do-not-call', label: 'Do not call', Icon: PhoneOff, least: 'viewer' },
    ],
  },
  {
    name: 'Build',
    destinations: [
      { to: '/numbers', label: 'Numbers', Icon: Hash, least: 'viewer' },
      { to: '/flows', label: 'Call flows', Icon: Workflow, least: 'viewer' },
      { to: '/hours', label: 'Opening hours', Icon: Clock, least: 'viewer' },
      { to: '/groups', label: 'Groups', Icon: UsersRound, least: 'viewer' },
    ],
  },
  {
    name: 'Insight',
    destinations: [{ to: '/statistics', label: 'Statistics', Icon: ChartColumn, least: 'viewer' }],
  },
  {
    name: 'Admin',
    destinations: [
      { to: '/wallet', label: 'Wallet', Icon: Wallet, least: 'viewer' },
      { to: '/compliance', label: 'Compliance', Icon: Scale, least: 'viewer' },
      { to: '/people', label: 'People', Icon: Users, least: 'viewer' },
      { to: '/settings', label: 'Settings', Icon: Settings, least: 'viewer' },
      { to: '/audit', label: 'Audit log', Icon: ScrollText, least: 'admin' },
    ],
  },
];

/** The navigation at the left. */
export function SideNavigation() {
  const isAdmin = useMay('admin');
  // Its address lies below that of the campaigns, which it is none of.
  const isInSimulator = Boolean(useMatchRoute()({ to: '/campaigns/pacing' }));
  const isExact = (to: Destination['to']) => to === '/' || (to === '/campaigns' && isInSimulator);
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
                activeOptions={{ exact: isExact(to), includeSearch: false }}
                className="flex min-h-8 items-center gap-2 rounded-lg px-2 hover:bg-sunken aria-[current=page]:bg-selected aria-[current=page]:font-semibold"
              >
                <Icon size={16} aria-hidden />
                {label}
                {to === '/voicemail' ? <UnreadBadge /> : null}
              </Link>
            ))}
        </div>
      ))}
    </nav>
  );
}

function UnreadBadge() {
  const unread = useUnreadVoicemail();
  if (unread === 0) return null;
  return (
    <span className="tabular ml-auto rounded-full bg-accent px-1.5 text-xs font-semibold text-accent-fg">
      {unread > 99 ? '99+' : unread} <span className="sr-only">unread</span>
    </span>
  );
}

const tabLook =
  'grid min-h-14 content-center justify-items-center gap-0.5 text-xs text-muted -outline-offset-2 aria-[current=page]:font-semibold aria-[current=page]:text-accent-text';

/** The navigation at the bottom of narrow screens. */
export function BottomTabs() {
  const tabs = groups.flatMap((group) => group.destinations).filter(({ tab }) => tab);
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map(({ to, label, Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={tabLook}>
          <Icon size={18} aria-hidden />
          {label}
        </Link>
      ))}
      <MoreTab />
    </nav>
  );
}

function MoreTab() {
  const navigate = useNavigate();
  const isAdmin = useMay('admin');
  const unread = useUnreadVoicemail();
  const others = groups
    .flatMap((group) => group.destinations)
    .filter(({ tab, least }) => !tab && (least !== 'admin' || isAdmin));
  return (
    <Menu
      trigger={
        <button type="button" className={tabLook}>
          <Ellipsis size={18} aria-hidden />
          More
        </button>
      }
      entries={others.map(({ to, label, Icon }) => ({
        label: to === '/voicemail' && unread > 0 ? `${label} (${unread} unread)` : label,
        icon: <Icon size={16} aria-hidden />,
        run: () => void navigate({ to }),
      }))}
    />
  );
}
