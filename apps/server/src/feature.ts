import type { DomainEvent, LiveMessage } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { FastifyInstance } from 'fastify';
import type { BoundRoute } from '#runtime/http/routes';
import type { JobWork } from '#runtime/jobs';

/** Hears of events after their commit; may run more than once for the same event. */
export interface Listener {
  name: string;
  hears: readonly DomainEvent['type'][];
  run: (event: DomainEvent, tenantId: Id<'workspace'>) => Promise<void>;
}

/** Work that time asks for: looks for what is due, every `everyMs` of the clock. Several nodes may run it at once. */
export interface Sweep {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

/** What a feature offers to the program. `app.ts` joins them. */
export interface Feature {
  name: string;
  routes?: readonly BoundRoute[];
  /** Routes that are not of the contract: the carrier's. */
  webhooks?: (server: FastifyInstance) => void;
  jobs?: readonly JobWork[];
  listeners?: readonly Listener[];
  sweeps?: readonly Sweep[];
  /** What open pages of a workspace are told about some events. */
  live?: (tenantId: Id<'workspace'>, events: readonly DomainEvent[], seq: number) => Promise<LiveMessage[]>;
  start?: () => Promise<void>;
  /** Does what it has put off for a moment. */
  settled?: () => Promise<void>;
  stop?: () => Promise<void>;
}
