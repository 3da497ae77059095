import { z } from 'zod';
import { goesOn, nodeKind, says } from '../node-kind.ts';
import { promptFields, promptVerbs } from '../prompt.ts';

/** Speaks a message to the caller. */
export const say = nodeKind({
  kind: 'say',
  label: 'Say',
  group: 'talk',
  schema: z.object({
    message: promptFields.message.unwrap(),
    voice: promptFields.voice,
    language: promptFields.language,
  }),
  blank: {},
  waits: false,
  exits: () => goesOn,
  texts: ({ message }) => ({ message }),
  step: (data, { session }) => says(session, promptVerbs(data, session.variables)),
});
