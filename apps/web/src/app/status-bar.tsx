import { CloudOff, FlaskConical, Radio, RefreshCw } from 'lucide-react';
import { useWorkspace } from '../features/workspaces/workspace.ts';
import { Badge } from '../ui/badge.tsx';
import { absoluteTime } from './formats.ts';
import { useLiveState } from './live.tsx';
import type { LiveState } from './live-socket.ts';
import { useTimeZone } from './time-zone.ts';

/** What the page stands on: its socket, its carrier, its zone. */
export function StatusBar() {
  const zone = useTimeZone();
  return (
    <footer className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t bg-surface px-4 py-1 text-xs text-muted md:sticky md:bottom-0 md:z-10 md:h-8">
      <Connection />
      <span className="hidden md:inline">
        <CarrierChip />
      </span>
      <span className="ml-auto" title="Every time on this page is in this zone">
        {zone.replaceAll('_', ' ')}
      </span>
    </footer>
  );
}

/** Which carrier calls go through; quiet, but always there when nobody is really called. */
export function CarrierChip() {
  const { carrier } = useWorkspace();
  if (carrier.mode === 'emulator')
    return (
      <Badge tone="ring" title="Calls go to the built-in emulator: nobody is really called">
        <FlaskConical size={14} aria-hidden /> Simulator
      </Badge>
    );
  if (carrier.mode === 'none')
    return (
      <Badge tone="danger" title={`Missing Twilio credentials: ${carrier.missing.join(', ')}`}>
        No carrier
      </Badge>
    );
  return <Badge title={carrier.account_sid ?? ''}>Twilio AC…{carrier.account_sid?.slice(-4)}</Badge>;
}

function Connection() {
  const state = useLiveState();
  const zone = useTimeZone();
  const Icon = { connecting: RefreshCw, live: Radio, reconnecting: RefreshCw, offline: CloudOff }[state.kind];
  return (
    <span role="status" aria-label="Connection" className="flex items-center gap-1.5">
      <Icon size={14} aria-hidden className={state.kind === 'live' ? 'text-[var(--st-live-fg)]' : ''} />
      {connectionWords(state, zone)}
    </span>
  );
}

function connectionWords(state: LiveState, zone: string): string {
  if (state.kind === 'live') return 'Live';
  if (state.kind !== 'offline') return state.kind === 'connecting' ? 'Connecting…' : 'Reconnecting…';
  const since = state.lastHeardAt && absoluteTime(state.lastHeardAt, zone, 'time').slice(0, 5);
  return since ? `Offline – showing data from ${since}` : 'Offline';
}
