import type { CampaignStats } from '@offhook/contract';
import { FiguresChart } from '../insights/figures-chart.tsx';
import type { CampaignDetail } from './queries.ts';

const whole = (value: number) => value.toLocaleString('en-US');
const measures = [
  { name: 'Answered by a person', format: whole },
  { name: 'Not reached', format: whole },
];

/** Day by day how many calls reached a person. */
export function OutcomesByDay({ campaign, days }: { campaign: CampaignDetail; days: CampaignStats['days'] }) {
  if (days.length === 0) return null;
  const rows = days.map(({ day, calls, humans }) => ({
    key: day,
    label: dayName(day),
    values: [humans, calls - humans],
    calls: { campaign: campaign.id, date: 'custom', from: day, to: day } as const,
  }));
  return <FiguresChart title="Calls by day" measures={measures} rows={rows} />;
}

function dayName(day: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return format.format(Date.parse(day));
}
