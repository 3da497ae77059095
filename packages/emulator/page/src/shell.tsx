import { useEffect, useMemo } from 'preact/hooks';
import { CallsPage } from './calls/calls-page.tsx';
import { MischiefPage } from './mischief/mischief-page.tsx';
import { NotificationsPage } from './notifications.tsx';
import { PeoplePage } from './people.tsx';
import { places, usePath } from './route.ts';
import type { Account } from './session/account.ts';
import { makeApi } from './session/api.ts';
import { type Live, useLive } from './session/live.ts';
import { SessionContext } from './session/session.ts';
import { Badge } from './ui/badge.tsx';
import { refusedAccount } from './words.ts';

/** The page of somebody who has signed in: its header, and the place the address names. */
export function Shell({ account, onLeave }: { account: Account; onLeave: (why?: string) => void }) {
  const api = useMemo(() => makeApi(account), [account]);
  const live = useLive(api);
  const path = usePath();
  useEffect(() => {
    if (live.connection === 'refused') onLeave(refusedAccount);
  }, [live.connection]);
  return (
    <SessionContext.Provider value={{ api, live, signOut: () => onLeave() }}>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        Skip to the content
      </button>
      <Header live={live} path={path} onLeave={() => onLeave()} />
      <main id="main" tabIndex={-1}>
        <Place path={path} />
      </main>
    </SessionContext.Provider>
  );
}

function Header({ live, path, onLeave }: { live: Live; path: string; onLeave: () => void }) {
  return (
    <header class="top">
      <p class="brand">Offhook emulator</p>
      <nav aria-label="Places">
        {places.map((place) => (
          <a key={place.path} href={`#${place.path}`} aria-current={isAt(path, place.path) ? 'page' : undefined}>
            {place.name}
          </a>
        ))}
      </nav>
      <p class="facts">
        {live.box && live.box.speed !== 1 ? <span>×{live.box.speed}</span> : null}
        <span role="status" aria-label="Connection">
          <Badge tone={live.connection === 'live' ? 'live' : 'warn'}>{connectionWords[live.connection]}</Badge>
        </span>
        <button type="button" onClick={onLeave}>
          Sign out
        </button>
      </p>
    </header>
  );
}

const connectionWords: Record<Live['connection'], string> = {
  connecting: 'Connecting…',
  live: 'Live',
  lost: 'Connection lost, trying again…',
  refused: 'Signed out',
};

function isAt(path: string, place: string): boolean {
  return place === '/' ? path === '/' || path.startsWith('/calls/') : path === place;
}

function Place({ path }: { path: string }) {
  if (path === '/people') return <PeoplePage />;
  if (path === '/mischief') return <MischiefPage />;
  if (path === '/notifications') return <NotificationsPage />;
  const sid = /^\/calls\/(\w+)$/.exec(path)?.[1];
  return <CallsPage sid={sid} />;
}
