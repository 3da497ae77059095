import type { CallCounts } from '@offhook/contract';
import { formatMicros } from '@offhook/kit';

/** Sums over calls of one direction and, where it is asked for, of one outcome; of live calls that is their status. */
export interface Sums {
  direction: string;
  outcome: string;
  calls: number;
  answered: number;
  failed: number;
  humans: number;
  machines: number;
  drops: number;
  seconds: number;
  micros: number;
}

export function countsOf(sums: readonly Sums[]): CallCounts {
  const total = (of: (each: Sums) => number) => sums.reduce((sum, each) => sum + of(each), 0);
  const answered = total((each) => each.answered);
  const seconds = total((each) => each.seconds);
  return {
    total_calls: total((each) => each.calls),
    inbound_calls: total((each) => (each.direction === 'inbound' ? each.calls : 0)),
    outbound_calls: total((each) => (each.direction === 'outbound' ? each.calls : 0)),
    answered_calls: answered,
    failed_calls: total((each) => each.failed),
    human_answers: total((each) => each.humans),
    machine_answers: total((each) => each.machines),
    voicemail_drops: total((each) => each.drops),
    total_duration_seconds: seconds,
    average_duration_seconds: answered === 0 ? 0 : Math.round((seconds / answered) * 10) / 10,
    total_cost: formatMicros(total((each) => each.micros)),
  };
}
