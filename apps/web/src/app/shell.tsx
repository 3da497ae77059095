import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { toggleHandset, useHandsetShown, useHandsetSide } from '../features/simulator/handset-shown.ts';
import { WalletBanner } from '../features/wallet/wallet-banner.tsx';
import { useWorkspace } from '../features/workspaces/workspace.ts';
import { classNames } from '../ui/class-names.ts';
import { Header } from './header.tsx';
import { BottomTabs, SideNavigation } from './navigation.tsx';
import { listenForShortcuts, useShortcut } from './shortcuts.ts';
import { StatusBar } from './status-bar.tsx';

const Palette = lazy(() => import('./palette.tsx').then(({ Palette }) => ({ default: Palette })));
const ShortcutSheet = lazy(() =>
  import('./shortcut-sheet.tsx').then(({ ShortcutSheet }) => ({ default: ShortcutSheet })),
);
const Handset = lazy(() => import('../features/simulator/handset.tsx').then(({ Handset }) => ({ default: Handset })));

/** The frame around every page: navigation, header, status bar, and what may float above them. */
export function Shell() {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>();
  const handsetShown = useHandsetShown();
  const handsetSide = useHandsetSide();
  const simulated = useWorkspace().carrier.mode === 'emulator';
  const openPalette = useCallback(() => setOpen('palette'), []);
  const openShortcuts = useCallback(() => setOpen('shortcuts'), []);
  useShortcut('open-palette', openPalette);
  useShortcut('show-shortcuts', openShortcuts);
  useShortcut('toggle-handset', toggleHandset);
  useEffect(listenForShortcuts, []);
  useGoTo();
  const close = () => setOpen(undefined);
  const panels = { openPalette, openShortcuts };
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[232px_minmax(0,1fr)]">
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-accent px-3 py-2 text-accent-fg focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to content
      </a>
      <aside className="sticky top-0 hidden h-dvh content-start gap-4 overflow-y-auto border-r bg-surface py-3 md:grid">
        <Brand />
        <SideNavigation />
      </aside>
      <div
        className={classNames(
          'flex min-h-dvh min-w-0 flex-col pb-[calc(56px+env(safe-area-inset-bottom))] md:pb-0',
          handsetShown && simulated && besideHandset[handsetSide],
        )}
      >
        <Header {...panels} />
        <WalletBanner />
        <main id="content" className="flex-1">
          <Outlet />
        </main>
        <StatusBar />
      </div>
      <BottomTabs />
      <Suspense>
        {open === 'palette' ? <Palette {...panels} onClose={close} /> : null}
        {open === 'shortcuts' ? <ShortcutSheet onClose={close} /> : null}
        {handsetShown && simulated ? <Handset /> : null}
      </Suspense>
    </div>
  );
}

const besideHandset = { left: '2xl:[&>main]:pl-[396px]', right: '2xl:[&>main]:pr-[396px]' };

function Brand() {
  return (
    <Link to="/" className="mx-3 flex min-h-8 items-center gap-2 px-2 text-base font-semibold">
      <img src="/favicon.svg" alt="" width={24} height={24} /> Offhook
    </Link>
  );
}

function useGoTo() {
  const navigate = useNavigate();
  useShortcut(
    'go-home',
    useCallback(() => void navigate({ to: '/' }), [navigate]),
  );
  useShortcut(
    'go-calls',
    useCallback(() => void navigate({ to: '/calls' }), [navigate]),
  );
  useShortcut(
    'go-contacts',
    useCallback(() => void navigate({ to: '/contacts' }), [navigate]),
  );
  useShortcut(
    'go-campaigns',
    useCallback(() => void navigate({ to: '/campaigns' }), [navigate]),
  );
  useShortcut(
    'go-people',
    useCallback(() => void navigate({ to: '/people' }), [navigate]),
  );
  useShortcut(
    'go-settings',
    useCallback(() => void navigate({ to: '/settings' }), [navigate]),
  );
  useShortcut(
    'new-call',
    useCallback(() => void navigate({ to: '/', hash: 'dialer' }), [navigate]),
  );
}
