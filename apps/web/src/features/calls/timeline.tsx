import type { CallDetail, TimelineEntry } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { clockDuration } from '../../app/formats.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { timelineQuery } from './queries.ts';
import { recordingTime, secondAt } from './recording-moments.ts';
import { changeWords, entriesOf, kindWords } from './timeline-words.ts';

interface TimelineProps {
  call: CallDetail;
  /** Jumps to a second of the recording; undefined while none can be heard. */
  onSeek: ((seconds: number) => void) | undefined;
}

/** What happened, in order and with its causes; a moment that was recorded can be heard. */
export function Timeline({ call, onSeek }: TimelineProps) {
  const story = useQuery(timelineQuery(call.id));
  // The call brings its own events: they stand here until the whole story is there, and when it cannot be had.
  const entries = story.data?.entries ?? entriesOf(call.events);
  const [requests, setRequests] = useState(false);
  if (entries.length === 0) return <EmptyState title="Nothing has happened yet" />;
  const shown = requests ? entries : entries.filter(({ kind }) => kind !== 'webhook');
  const sentences = new Map(shown.map(({ id, sentence }) => [id, sentence]));
  const time = recordingTime(call.events, call.answered_at);
  const seconds = call.recording?.duration_seconds ?? 0;
  return (
    <div className="grid gap-3">
      {story.isError ? (
        <p className="flex flex-wrap items-center gap-3 text-[13px] text-muted">
          Only the main steps: the whole story could not be loaded.
          <Button size="small" onClick={() => void story.refetch()}>
            Retry
          </Button>
        </p>
      ) : null}
      {story.data ? <Switch label="Requests of the carrier, too" checked={requests} onChange={setRequests} /> : null}
      <ol aria-label="Timeline" className="card p-4">
        {shown.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            cause={entry.cause === null ? undefined : sentences.get(entry.cause)}
            second={onSeek && time && entry.kind !== 'cost' ? secondAt(entry.at, time, seconds) : undefined}
            onSeek={onSeek}
          />
        ))}
      </ol>
    </div>
  );
}

interface EntryProps {
  entry: TimelineEntry;
  cause: string | undefined;
  second: number | undefined;
  onSeek: TimelineProps['onSeek'];
}

function Entry({ entry, cause, second, onSeek }: EntryProps) {
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-4 border-l-2 pb-3 pl-4 last:pb-0 sm:grid-cols-[112px_minmax(0,1fr)]">
      <span className="flex flex-wrap items-center gap-x-2 self-start text-muted">
        <AbsoluteTime at={entry.at} precision="time" />
        <span className="text-xs sm:basis-full">{kindWords[entry.kind]}</span>
      </span>
      <div className="flex min-w-0 flex-wrap items-start justify-between gap-x-3">
        <div className="min-w-0 flex-1 basis-52">
          <p className="break-words">{entry.sentence}</p>
          {cause ? <p className="text-[13px] break-words text-muted">Because: {cause}</p> : null}
          {Object.entries(entry.changes).map(([fact, change]) => (
            <p key={fact} className="text-[13px] break-words text-muted">
              {changeWords(fact, change)}
            </p>
          ))}
        </div>
        {second === undefined ? null : (
          <Button
            size="small"
            look="ghost"
            aria-label={`Listen from ${clockDuration(second)}`}
            onClick={() => onSeek?.(second)}
          >
            <Play size={12} aria-hidden /> <span className="tabular">{clockDuration(second)}</span>
          </Button>
        )}
      </div>
    </li>
  );
}
