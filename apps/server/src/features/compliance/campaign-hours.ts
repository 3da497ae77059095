import type { WeeklySpan } from '@offhook/flow';
import type { z } from 'zod';

/** When a campaign calls, besides what the law lets. */
export interface CampaignHours {
  /** Whose wall clock counts; null: that of the contact, wherever that may be. */
  zone: string | null;
  /** None: no hours of the campaign. */
  weekly: z.infer<typeof WeeklySpan>[];
  /** Dates with hours of their own instead of the week's; without spans nobody is called on that date. */
  dates: { date: string; spans: { from: string; to: string }[] }[];
  startsAt: string | null;
  endsAt: string | null;
}
