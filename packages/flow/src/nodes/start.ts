import { z } from 'zod';
import { goesOn, nodeKind, says } from '../node-kind.ts';

/** Where every flow begins; does nothing itself. */
export const start = nodeKind({
  kind: 'start',
  label: 'Start',
  group: 'talk',
  schema: z.object({}),
  blank: {},
  waits: false,
  exits: () => goesOn,
  step: (_data, { session }) => says(session, []),
});
