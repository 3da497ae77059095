import { type AttributesOf, readAttributes, writeAttributes } from '../attributes.ts';
import { type VerbSyntax, warnOfChildren } from '../syntax.ts';
import { writeXml } from '../xml.ts';

const attributes = { reason: ['rejected', 'busy'] } as const;

/** Refuses an incoming call without answering it; useful only as the first verb. */
export type Reject = { verb: 'reject' } & AttributesOf<typeof attributes>;

export const reject: VerbSyntax<Reject> = {
  element: 'Reject',
  read: (element, warnings) => {
    warnOfChildren(element, warnings);
    return { verb: 'reject', ...readAttributes(element, attributes, warnings) };
  },
  write: (verb) => writeXml('Reject', writeAttributes(attributes, verb), ''),
};
