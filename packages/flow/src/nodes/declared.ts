import { z } from 'zod';
import { type NodeKind, nodeKind } from '../node-kind.ts';

/** A kind that a later feature brings to life: it can be drawn, and a flow with it cannot be published. */
function declared(kind: string, label: string, notYet: string): NodeKind {
  return nodeKind({
    kind,
    label,
    group: 'connect',
    schema: z.record(z.string(), z.unknown()),
    notYet,
    blank: {},
    waits: true,
    exits: () => [],
    step: (_data, { session }) => ({ session, verbs: [{ verb: 'hangup' }], exit: 'ends' }),
  });
}

export const queue = declared('queue', 'Queue', 'Queues are not available yet. Dial a group instead.');
export const aiAgent = declared('ai-agent', 'AI agent', 'AI agents are not available yet.');
export const transfer = declared('transfer', 'Transfer', 'Transfers are not available yet. Dial or forward instead.');
