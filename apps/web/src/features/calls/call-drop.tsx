import type { CallDrop } from '@offhook/contract';
import { Voicemail } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { dropProof } from './drop-words.ts';

/** The voicemail drop of a call, with the proof that it was left. */
export function DropCard({ drop }: { drop: CallDrop }) {
  const { outcome, tone, sentence } = dropProof(drop);
  const moments = [
    ['Beep heard', drop.beep_at],
    ['Began to play', drop.started_at],
    ['Ended', drop.finished_at],
  ] as const;
  return (
    <section aria-labelledby="drop" className="card grid gap-2 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 id="drop" className="text-base leading-6 font-semibold">
          Voicemail drop
        </h2>
        <Badge tone={tone}>
          <Voicemail size={14} aria-hidden /> {outcome}
        </Badge>
        <span className="text-muted">{drop.name}</span>
      </div>
      <p>{sentence}</p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-[13px]">
        {moments.map(([name, at]) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-muted">{name}</dt>
            <dd>{at === null ? '–' : <AbsoluteTime at={at} precision="time" />}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
