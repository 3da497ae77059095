import { z } from 'zod';
import { nodeKind } from '../node-kind.ts';

/** Ends the call. */
export const hangup = nodeKind({
  kind: 'hangup',
  schema: z.object({}),
  exits: [],
  step: (_data, session) => ({ session, verbs: [{ verb: 'hangup' }], effects: [], exit: 'ends' }),
});
