import type { DomainEvent, LiveMessage } from '@offhook/contract';

/** Each person once; pages read the seat as it is by then. */
export function liveSeats(events: readonly DomainEvent[], seq: number): LiveMessage[] {
  const people = new Set(events.flatMap((event) => (event.type === 'seat.changed' ? event.person_id : [])));
  return [...people].map((person_id) => ({ type: 'seat.changed', seq, person_id }));
}
