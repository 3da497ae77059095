import type { CampaignSettings } from '@offhook/contract';
import type { CampaignHours } from '#features/compliance';

/** When a campaign calls, as the gate asks for it. */
export function campaignHoursOf(settings: CampaignSettings): CampaignHours {
  const { window, dates, starts_at, ends_at } = settings;
  return {
    zone: settings.window_zone === 'campaign' ? settings.time_zone : null,
    weekly: window,
    dates,
    startsAt: starts_at,
    endsAt: ends_at,
  };
}
