import type { FarEnd } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { Bell, Phone, PhoneOff } from 'lucide-react';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { TalkTime } from '../calls/call-badge.tsx';
import { Keypad } from '../calls/keypad.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { useOwnNumbers } from './own-numbers.ts';
import { SaySomething, SomeText } from './some-text.tsx';
import { Transcript } from './transcript.tsx';
import { useFarEnd } from './use-far-end.ts';

/** One simulated phone: who calls, what it hears, what it can do. */
export function FarEndPanel({ farEnd }: { farEnd: FarEnd }) {
  const { country } = useWorkspace();
  const callsIn = useOwnNumbers().some((number) => number === farEnd.to_number);
  const own = formatNumber(callsIn ? farEnd.from_number : farEnd.to_number, country);
  const other = formatNumber(callsIn ? farEnd.to_number : farEnd.from_number, country);
  const act = useFarEnd(farEnd.call_sid);
  return (
    <section aria-label={`Phone of ${own}`} className="grid gap-2.5 rounded-xl border p-3">
      <div className="flex items-start justify-between gap-2">
        <div className="min-w-0">
          <p className="tabular font-medium">{own}</p>
          <p className="tabular text-xs text-muted">
            {callsIn ? 'Calls' : 'Called by'} {other} · {farEnd.persona}
          </p>
        </div>
        <StateBadge farEnd={farEnd} />
      </div>
      <Transcript farEnd={farEnd} callsIn={callsIn} />
      {farEnd.state === 'ringing' ? <Ringing act={act} /> : null}
      <Ways farEnd={farEnd} act={act} />
      {farEnd.state === 'in-call' ? <Talking act={act} /> : null}
      {act.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(act.error)}
        </p>
      ) : null}
    </section>
  );
}

/** Out of the call, and to its page: above the keys, and so in view where there is little room. */
function Ways({ farEnd, act }: { farEnd: FarEnd; act: Act }) {
  const isTalking = farEnd.state === 'in-call';
  if (!isTalking && !farEnd.call_id) return null;
  return (
    <div className="flex items-center gap-3">
      {isTalking ? (
        <Button
          look="danger"
          className="h-10 flex-1"
          disabled={act.isPending}
          onClick={() => act.mutate({ do: 'hang-up' })}
        >
          <PhoneOff size={16} aria-hidden /> Hang up
        </Button>
      ) : null}
      {farEnd.call_id ? (
        <Link
          to="/calls/$callId"
          params={{ callId: farEnd.call_id }}
          className="inline-flex min-h-6 items-center text-[13px] text-accent-text underline underline-offset-2"
        >
          Open call
        </Link>
      ) : null}
    </div>
  );
}

function StateBadge({ farEnd }: { farEnd: FarEnd }) {
  if (farEnd.state === 'ringing')
    return (
      <span role="status">
        <Badge tone="ring">
          <Bell size={14} aria-hidden className="ringing" /> Ringing
        </Badge>
      </span>
    );
  if (farEnd.state === 'ended') return <Badge>Ended</Badge>;
  return (
    <Badge tone="live">
      <Phone size={14} aria-hidden /> In call <TalkTime since={farEnd.since} />
    </Badge>
  );
}

type Act = ReturnType<typeof useFarEnd>;

function Ringing({ act }: { act: Act }) {
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Button look="call" className="h-12" disabled={act.isPending} onClick={() => act.mutate({ do: 'answer' })}>
          <Phone size={16} aria-hidden /> Answer
        </Button>
        <Button look="danger" className="h-12" disabled={act.isPending} onClick={() => act.mutate({ do: 'decline' })}>
          <PhoneOff size={16} aria-hidden /> Decline
        </Button>
      </div>
      <SomeText
        label="Greeting of an answering machine"
        button="Be a machine"
        start="You have reached my voicemail. Please leave a message after the tone."
        busy={act.isPending}
        onSend={(greeting) => act.mutate({ do: 'be-machine', greeting })}
      />
    </>
  );
}

function Talking({ act }: { act: Act }) {
  return (
    <>
      <SaySomething busy={act.isPending} onSay={(text) => act.mutate({ do: 'say', text })} />
      <Keypad label="Keys of the far end" onPress={(key) => key !== '+' && act.mutate({ do: 'press', digits: key })} />
    </>
  );
}
