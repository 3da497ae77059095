import type { Random } from '@offhook/kit';

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

/** Failures on demand, for the tests of clients. None by default. */
export interface Faults {
  /** The next request of this kind fails; called twice, the next two do. */
  next(operation: FaultyOperation, fault: RequestFault): void;
  /** From now on callbacks fare like this; `{}` ends it. */
  callbacks(faults: CallbackFaults): void;
}

export interface FaultPlan extends Faults {
  take(operation: FaultyOperation): RequestFault | undefined;
  /** How often to send one callback, and how long to hold it back each time. */
  deliveries(): { delayMs: number }[];
}

export function makeFaults(random: Random): FaultPlan {
  const planned: { operation: FaultyOperation; fault: RequestFault }[] = [];
  let chances: CallbackFaults = {};
  const once = () => {
    const [min, max] = chances.delayMs ?? [0, 0];
    return { delayMs: max > 0 ? Math.round(min + random.next() * (max - min)) : 0 };
  };
  return {
    next: (operation, fault) => void planned.push({ operation, fault }),
    callbacks: (faults) => {
      chances = faults;
    },
    take: (operation) => {
      const at = planned.findIndex((candidate) => candidate.operation === operation);
      return at < 0 ? undefined : planned.splice(at, 1)[0]?.fault;
    },
    deliveries: () => {
      if (chances.lose !== undefined && random.next() < chances.lose) return [];
      const isTwice = chances.duplicate !== undefined && random.next() < chances.duplicate;
      return isTwice ? [once(), once()] : [once()];
    },
  };
}
