import { isFinal } from '@offhook/contract';
import type { CarrierCall, Evidence } from './evidence.ts';

/** What a strategy made of its orders, in numbers that can stand beside those of another. */
export interface Losses {
  attempts: number;
  /** People whose phone was dialed more than once. */
  doubleDialed: number;
  /** Calls of the carrier that the strategy does not know, or whose end it has wrong. */
  lost: number;
  /** Orders of which it does not know what became of them. */
  leftUnknown: number;
  kills: number;
}

/** What a strategy believes of one order. */
interface Believed {
  sid: string | null;
  status: string;
  isOver: boolean;
}

export function lossesOf(believed: readonly Believed[], carrierCalls: readonly CarrierCall[]): Omit<Losses, 'kills'> {
  const bySid = new Map(believed.map((order) => [order.sid, order]));
  const people = Map.groupBy(carrierCalls, ({ to }) => to);
  return {
    attempts: believed.length,
    doubleDialed: [...people.values()].filter((calls) => calls.length > 1).length,
    lost: carrierCalls.filter(({ sid, status }) => bySid.get(sid)?.status !== status).length,
    leftUnknown: believed.filter(({ isOver }) => !isOver).length,
  };
}

/** The same of ours. */
export function ourLosses({ orders, calls, carrierCalls }: Evidence, kills: number): Losses {
  const believed = calls.map(({ sid, status, placement }) => ({
    sid,
    status,
    isOver: isFinal(status) && placement !== 'unknown' && placement !== 'intended',
  }));
  // An order that a kill cut off before its intent made no call, and its client was told to look.
  return { ...lossesOf(believed, carrierCalls), attempts: orders.length, kills };
}

/** A table for the terminal. */
export function tableOf(rows: readonly (Losses & { strategy: string })[]): string[] {
  const head = ['strategy', 'attempts', 'dialed twice', 'calls lost', 'left unknown', 'kills'];
  const lines = rows.map(({ strategy, attempts, doubleDialed, lost, leftUnknown, kills }) =>
    [strategy, attempts, doubleDialed, lost, leftUnknown, kills].map(String),
  );
  return [head, ...lines].map((line) =>
    line.map((cell, column) => (column === 0 ? cell.padEnd(34) : cell.padStart(13))).join(''),
  );
}
