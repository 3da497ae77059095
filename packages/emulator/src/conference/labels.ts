import type { Exchange } from '../exchange.ts';
import { participantsOf, type Room } from './room.ts';

export const mostParticipants = 250;

/** Whether a text may be the label of a participant: errors 16023 and 16024 otherwise. */
export function isLabel(text: string): boolean {
  return text.length <= 128 && !text.includes('/') && !/^CA[0-9a-f]{32}$/i.test(text);
}

export function isFreeLabel(exchange: Exchange, { sid }: Room, label: string): boolean {
  return participantsOf(exchange, sid).every((participant) => participant.label !== label);
}
