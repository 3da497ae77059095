import { z } from 'zod';
import { goesOn, nodeKind, says } from '../node-kind.ts';
import { withValue } from '../session.ts';
import { fillIn, VariableName, variablesIn } from '../variables.ts';

/** Gives a variable a value, which may be made of others. */
export const setVariable = nodeKind({
  kind: 'set-variable',
  label: 'Set variable',
  group: 'decide',
  schema: z.object({ name: VariableName, value: z.string().max(300) }),
  blank: {},
  waits: false,
  exits: () => goesOn,
  texts: ({ value }) => ({ value }),
  sets: ({ name }) => [name],
  step: ({ name, value }, { session }) => {
    const secret = variablesIn(value).some((each) => session.secrets.includes(each));
    return says(withValue(session, name, fillIn(value, session.variables), { secret }), []);
  },
});
