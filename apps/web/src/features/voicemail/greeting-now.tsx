import type { VoicemailBox } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { sentenceOf } from '../../app/failures.ts';
import { Badge } from '../../ui/badge.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { greetingNowQuery } from './queries.ts';

const states = { open: 'Open now', closed: 'Closed now', holiday: 'Holiday now' } as const;

/** What a caller of the box would hear at this moment, and why. */
export function GreetingNow({ box }: { box: VoicemailBox }) {
  const now = useQuery(greetingNowQuery(box.id));
  return (
    <section aria-labelledby="plays-now" className="card grid min-h-24 content-start gap-1 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="plays-now" className="font-semibold">
          What would play now?
        </h2>
        {now.data?.hours_state ? (
          <Badge tone={now.data.hours_state === 'open' ? 'live' : 'neutral'}>{states[now.data.hours_state]}</Badge>
        ) : null}
      </div>
      {now.data ? (
        <>
          <p role="status">{now.data.why}</p>
          {now.data.prompt.message ? <p className="break-words text-muted">“{now.data.prompt.message}”</p> : null}
          <p className="text-[13px] text-muted">
            As of <AbsoluteTime at={now.data.at} precision="full" />
            {box.hours_id ? null : ' · This box follows no opening hours'}
          </p>
        </>
      ) : null}
      {now.isError && !now.data ? <p className="text-muted">{sentenceOf(now.error)}</p> : null}
    </section>
  );
}
