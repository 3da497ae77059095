import { z } from 'zod';
import { nodeKind } from '../node-kind.ts';
import { promptFields, promptVerbs } from '../prompt.ts';

/** Ends the call, with a last word if there is one. */
export const hangup = nodeKind({
  kind: 'hangup',
  label: 'Hang up',
  group: 'end',
  schema: z.object({ message: promptFields.message }),
  blank: {},
  waits: false,
  exits: () => [],
  texts: ({ message }) => ({ message }),
  step: (data, { session }) => ({
    session,
    verbs: [...promptVerbs(data, session.variables), { verb: 'hangup' }],
    exit: 'ends',
  }),
});
