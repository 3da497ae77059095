import { readAttributes } from '../attributes.ts';
import { type VerbSyntax, warnOfChildren } from '../syntax.ts';
import { writeXml } from '../xml.ts';

/** Ends the call. */
export type Hangup = { verb: 'hangup' };

export const hangup: VerbSyntax<Hangup> = {
  element: 'Hangup',
  read: (element, warnings) => {
    warnOfChildren(element, warnings);
    readAttributes(element, {}, warnings);
    return { verb: 'hangup' };
  },
  write: () => writeXml('Hangup', {}, ''),
};
