import type { Campaign } from '@offhook/contract';
import {
  Archive,
  CalendarClock,
  CircleCheck,
  CirclePause,
  Hourglass,
  type LucideIcon,
  PhoneOutgoing,
  SquarePen,
} from 'lucide-react';
import { useNow } from '../../app/clock.ts';
import { relativeTime } from '../../app/formats.ts';
import { Badge } from '../../ui/badge.tsx';
import { standingOf } from './campaign-words.ts';
import { ZonedTime } from './zoned-time.tsx';

const icons: Record<Campaign['status'], LucideIcon> = {
  draft: SquarePen,
  scheduled: CalendarClock,
  running: PhoneOutgoing,
  paused: CirclePause,
  completed: CircleCheck,
  archived: Archive,
};

/** What a campaign is and does now, and why: words first. `bare` leaves the why to a sentence beside it. */
export function Standing({ campaign, bare = false }: { campaign: Campaign; bare?: boolean }) {
  const { label, tone, why, next } = standingOf(campaign);
  const nowMs = useNow(20_000);
  const isIdle = campaign.status === 'running' && campaign.calling !== 'calling';
  const Icon = isIdle ? Hourglass : icons[campaign.status];
  return (
    <span className="flex min-h-6 flex-wrap items-center gap-x-2 gap-y-0.5 text-[13px] text-muted">
      <Badge tone={tone}>
        <Icon size={14} aria-hidden />
        {label}
      </Badge>
      {why && next === null && !bare ? <span className="min-w-0 break-words">{why}</span> : null}
      {next && !bare ? (
        <span>
          {why} <ZonedTime at={next} zone={campaign.settings.time_zone} />, {relativeTime(next, nowMs)}
        </span>
      ) : null}
    </span>
  );
}
