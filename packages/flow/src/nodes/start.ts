import { z } from 'zod';
import { nextExit } from '../graph.ts';
import { nodeKind, says } from '../node-kind.ts';

/** Where every flow begins; does nothing itself. */
export const start = nodeKind({
  kind: 'start',
  schema: z.object({}),
  exits: [nextExit],
  step: (_data, session) => says(session, []),
});
