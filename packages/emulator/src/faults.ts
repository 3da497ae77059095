import type { Rules } from './mischief/mischief.ts';
import type { MischiefRule } from './mischief/rule.ts';

export const requestFaults = ['refuse-429', 'error-before', 'error-after', 'drop-after', 'late-accept'] as const;

/** What goes wrong with one REST request. */
export type RequestFault = (typeof requestFaults)[number];

export type FaultyOperation = 'calls.create';

/** Chances (0 to 1) of what goes wrong with a status callback, and its delay in milliseconds. */
export interface CallbackFaults {
  lose?: number;
  duplicate?: number;
  delayMs?: [min: number, max: number];
}

/** The commonest mischief in two words; `emulator.mischief` has the rest. None by default. */
export interface Faults {
  /** The next request of this kind fails; called twice, the next two do. */
  next(operation: FaultyOperation, fault: RequestFault): void;
  /** From now on callbacks fare like this; `{}` ends it. */
  callbacks(faults: CallbackFaults): void;
}

/** @param lateAcceptMs how much later than asked a request under the fault `late-accept` is accepted */
export function makeFaults(rules: Rules, lateAcceptMs: number): Faults {
  const requests: Record<RequestFault, MischiefRule['do']> = {
    'refuse-429': { fault: 'refuse', status: 429 },
    'error-before': { fault: 'refuse', status: 500 },
    'error-after': { fault: 'refuse', status: 500, accepted: true },
    'drop-after': { fault: 'cut' },
    'late-accept': { fault: 'late-accept', delayMs: lateAcceptMs },
  };
  const callback = (name: string, chance: number, fault: MischiefRule['do']) => {
    const id = `faults.callbacks.${name}`;
    rules.remove(id);
    // The pairing of occasion and fault is checked where rules are read.
    if (chance > 0) rules.add({ id, on: { callback: '*' }, chance, do: fault } as MischiefRule);
  };
  return {
    // As above.
    next: (_, fault) =>
      void rules.add({ on: { operation: 'CreateCall' }, times: 1, do: requests[fault] } as MischiefRule),
    callbacks: ({ lose = 0, duplicate = 0, delayMs }) => {
      callback('lose', lose, { fault: 'drop' });
      callback('duplicate', duplicate, { fault: 'duplicate' });
      callback('delay', delayMs && delayMs[1] > 0 ? 1 : 0, { fault: 'delay', delayMs: delayMs ?? 0 });
    },
  };
}
