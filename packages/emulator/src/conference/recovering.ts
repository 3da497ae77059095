import { type Exchange, putRow, removeRow } from '../exchange.ts';
import { tellEnd } from './end.ts';
import { changeConference } from './room.ts';

/** Completes the conferences that an earlier life left open; nobody is in them any more. */
export function completeConferences(exchange: Exchange): void {
  const { conferences, participants } = exchange.world.tables;
  for (const callSid of [...participants.keys()]) removeRow(exchange, 'participants', callSid);
  const updatedAtMs = exchange.clock.nowMs();
  const ended = { status: 'completed', reasonEnded: 'last-participant-left', isEndUntold: true, updatedAtMs } as const;
  for (const conference of [...conferences.values()]) {
    if (conference.status !== 'completed') putRow(exchange, 'conferences', { ...conference, ...ended });
  }
}

/** Tells the application of their end. */
export function tellOfCompletedConferences(exchange: Exchange): void {
  for (const conference of [...exchange.world.tables.conferences.values()]) {
    if (!conference.isEndUntold) continue;
    changeConference(exchange, conference, { isEndUntold: undefined });
    tellEnd(exchange, conference, 'last-participant-left');
  }
}
