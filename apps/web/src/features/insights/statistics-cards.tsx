import type { CallCounts } from '@offhook/contract';
import { clockDuration, money, spokenDuration } from '../../app/formats.ts';

/** The period in eight figures, each with what it is a part of. */
export function StatisticsCards({ stats }: { stats: CallCounts & { currency: string } }) {
  const { total_calls: calls, answered_calls: answered } = stats;
  const heard = stats.human_answers + stats.machine_answers;
  const cards = [
    { name: 'Calls', value: `${calls}`, note: `${stats.inbound_calls} in, ${stats.outbound_calls} out` },
    { name: 'Answered', value: share(answered, calls), note: `${answered} of ${calls} calls` },
    { name: 'Failed', value: `${stats.failed_calls}`, note: `${share(stats.failed_calls, calls)} of all calls` },
    {
      name: 'Answered by a person',
      value: heard > 0 ? share(stats.human_answers, heard) : '–',
      note: heard > 0 ? `human ${stats.human_answers}, machine ${stats.machine_answers}` : 'No machine detection ran',
    },
    { name: 'Voicemail drops', value: `${stats.voicemail_drops}`, note: 'left completely' },
    {
      name: 'Talk time',
      value: clockDuration(stats.total_duration_seconds),
      note: spokenDuration(stats.total_duration_seconds),
    },
    { name: 'Average call', value: clockDuration(stats.average_duration_seconds), note: 'of the answered ones' },
    {
      name: 'Cost',
      value: money(stats.total_cost, stats.currency),
      note: 'estimated until the carrier tells its price',
    },
  ];
  return (
    <dl aria-label="Figures" className="grid grid-cols-2 gap-2 md:grid-cols-4">
      {cards.map(({ name, value, note }) => (
        <div key={name} className="card grid min-h-[88px] min-w-0 content-center px-4 py-2">
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="tabular text-xl leading-8 font-semibold break-words">{value}</dd>
          <dd className="text-xs text-muted">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : '–';
}
