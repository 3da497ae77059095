import { type Exchange, putRow, removeRow } from '../exchange.ts';

/** Completes the conferences that an earlier life left open; nobody is in them any more. */
export function completeConferences(exchange: Exchange): void {
  const { conferences, participants } = exchange.world.tables;
  for (const callSid of [...participants.keys()]) removeRow(exchange, 'participants', callSid);
  for (const conference of [...conferences.values()]) {
    if (conference.status === 'completed') continue;
    const updatedAtMs = exchange.clock.nowMs();
    putRow(exchange, 'conferences', {
      ...conference,
      status: 'completed',
      reasonEnded: 'last-participant-left',
      updatedAtMs,
    });
  }
}
