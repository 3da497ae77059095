import type { CallJson } from '../../../src/control/shapes.ts';
import { linkToCall } from '../route.ts';
import { useSession } from '../session/session.ts';
import { useAnswer } from '../session/use-answer.ts';
import { useBeat } from '../session/use-beat.ts';
import { CallBadge, isLive } from '../ui/badge.tsx';
import { Problem } from '../ui/field.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { minutes, Time } from '../ui/time.tsx';
import { Title } from '../ui/title.tsx';
import { spaced } from '../words.ts';
import { directionWords } from './call-list.tsx';
import { Documents } from './documents.tsx';
import { Phone } from './phone.tsx';
import { Recordings } from './recordings.tsx';
import { Warnings } from './warnings.tsx';
import { Webhooks } from './webhooks.tsx';

/** One call in full, as it happens. */
export function CallPage({ sid }: { sid: string }) {
  const { api, live } = useSession();
  const summary = live.calls.find((call) => call.sid === sid);
  // What is heard and said on a line is not told as a change of the call.
  const beat = useBeat(summary !== undefined && isLive(summary));
  const { answer: call, problem } = useAnswer(() => api.get<CallJson>(`/calls/${sid}`), [api, sid, summary, beat]);
  return (
    <article class="call" aria-busy={!call && !problem}>
      <a class="back" href="#/">
        All calls
      </a>
      <Problem sentence={problem} />
      {call ? <Everything call={call} /> : null}
    </article>
  );
}

function Everything({ call }: { call: CallJson }) {
  return (
    <>
      <CallHeader call={call} />
      <div class="columns">
        <div class="phone">
          <Phone call={call} />
        </div>
        <div class="stack middle">
          <Documents call={call} />
          <Webhooks webhooks={call.webhooks} />
        </div>
        <div class="stack rest">
          <Recordings recordings={call.recordings} />
          <Panel title="Warnings">
            <Warnings warnings={call.problems} empty="Nothing to warn of." />
          </Panel>
          <History call={call} />
        </div>
      </div>
    </>
  );
}

function CallHeader({ call }: { call: CallJson }) {
  return (
    <header class="call-header">
      <Title name={`${call.from} → ${call.to}`} />
      <span role="status" aria-label="Call status">
        <CallBadge call={call} />
      </span>
      <p class="hint facts-line">
        <span>{directionWords[call.direction] ?? call.direction}</span>
        <Time at={call.created_at} />
        {talkWords(call) ? <span class="number">{talkWords(call)}</span> : null}
        {call.answered_by ? <span>{spaced(call.answered_by)}</span> : null}
        {call.sip_code ? <span>SIP {call.sip_code}</span> : null}
        <code>{call.sid}</code>
      </p>
      <Relatives call={call} />
    </header>
  );
}

function talkWords({ answered_at, ended_at }: CallJson): string | undefined {
  if (!answered_at || !ended_at) return undefined;
  return `talked ${minutes(Date.parse(ended_at) - Date.parse(answered_at))}`;
}

function Relatives({ call }: { call: CallJson }) {
  const relatives = [...(call.parent_sid ? [call.parent_sid] : []), ...call.children];
  if (relatives.length === 0) return null;
  return (
    <p class="facts-line">
      {relatives.map((sid) => (
        <a key={sid} href={linkToCall(sid)}>
          {sid === call.parent_sid ? 'Dialed by ' : 'Dialed '}
          <code>{sid.slice(0, 10)}…</code>
        </a>
      ))}
    </p>
  );
}

function History({ call }: { call: CallJson }) {
  return (
    <Panel title="History" aside={isLive(call) ? <span class="hint">goes on</span> : null}>
      {call.history.length === 0 ? <Nothing>Nothing has happened yet.</Nothing> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <ol class="history" tabIndex={0} aria-label="What happened">
        {call.history.map(({ at, words }, index) => (
          <li key={index}>
            <Time at={at} /> <span>{words}</span>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
