import { type Call, callLook } from '@offhook/contract';
import {
  Clock,
  FlaskConical,
  type LucideIcon,
  Phone,
  PhoneCall,
  PhoneIncoming,
  PhoneMissed,
  PhoneOff,
  PhoneOutgoing,
  TriangleAlert,
  X,
} from 'lucide-react';
import { useNow } from '../../app/clock.ts';
import { clockDuration } from '../../app/formats.ts';
import { useLiveState } from '../../app/live.tsx';
import { Badge } from '../../ui/badge.tsx';

const icons: Record<string, LucideIcon> = {
  clock: Clock,
  'phone-outgoing': PhoneOutgoing,
  'phone-incoming': PhoneIncoming,
  'phone-call': PhoneCall,
  phone: Phone,
  'phone-off': PhoneOff,
  'triangle-alert': TriangleAlert,
  'phone-missed': PhoneMissed,
  x: X,
};

/** The state of a call: words first, icon second, colour third. Without `timer` its time is shown somewhere else. */
export function CallBadge({ call, timer = true }: { call: Call; timer?: boolean }) {
  const look = callLook(call.status, call.direction);
  const Icon = icons[look.icon] ?? Phone;
  const code = call.status === 'failed' && call.error ? ` · ${call.error.code}` : '';
  return (
    <Badge tone={look.tone} title={call.error?.message}>
      {/* Only the icon pulses: fading words would lose their contrast. */}
      <Icon size={14} aria-hidden className={look.motion === 'pulse' ? 'ringing' : ''} />
      {look.label}
      {code}
      {timer && look.motion === 'timer' && call.answered_at ? <TalkTime since={call.answered_at} /> : null}
    </Badge>
  );
}

/** What must be said beside the state: nobody was really called, or the record is a sample. */
export function CallMarks({ call }: { call: Call }) {
  return (
    <>
      {call.simulated ? (
        <Badge tone="ring" outlined title="The emulator was the carrier: nobody was really called">
          <FlaskConical size={14} aria-hidden /> Simulated
        </Badge>
      ) : null}
      {call.sample ? <Badge outlined>Sample</Badge> : null}
      {call.placement === 'unknown' ? (
        <Badge tone="warn" outlined title="The carrier did not answer in time. The call is not placed a second time.">
          Placement unknown
        </Badge>
      ) : null}
    </>
  );
}

/** The same where there is no room for badges. */
export function MarkWords({ call }: { call: Call }) {
  const words = [
    call.placement === 'unknown' ? 'Placement unknown' : '',
    call.simulated ? 'Simulated' : '',
    call.sample ? 'Sample' : '',
  ].filter(Boolean);
  if (words.length === 0) return null;
  return <span className="text-[11px] leading-4 text-[var(--st-ring-fg)]">{words.join(' · ')}</span>;
}

/** Time since `since` on the server's clock; it stops, underlined with dots, while the page hears nothing. */
export function TalkTime({ since }: { since: string }) {
  const hearing = useLiveState().kind !== 'offline';
  const nowMs = useNow(1000, hearing);
  return (
    <span className={hearing ? 'tabular' : 'tabular underline decoration-dotted'} role="timer">
      {clockDuration((nowMs - Date.parse(since)) / 1000)}
    </span>
  );
}
