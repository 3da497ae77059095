import { z } from 'zod';
import { here, recordingReports } from '../addresses.ts';
import { asks, leaves, nodeKind } from '../node-kind.ts';
import { promptFields, promptReferences, promptVerbs } from '../prompt.ts';

/** Records what the caller says; it is kept with the call. */
export const record = nodeKind({
  kind: 'record',
  label: 'Record',
  group: 'ask',
  schema: z.object({
    ...promptFields,
    max_seconds: z.number().int().min(2).max(3600).default(60),
    silence_seconds: z.number().int().min(1).max(60).default(5),
    beep: z.boolean().default(true),
  }),
  blank: {},
  waits: true,
  exits: () => [
    { name: 'next', label: 'Recorded' },
    { name: 'silent', label: 'Nothing said', instead: 'next' },
  ],
  refers: (data) => promptReferences(data),
  texts: ({ message }) => ({ message }),
  step: (data, { session, input }) => {
    if (input) return leaves(session, input.kind === 'recorded' && input.seconds > 0 ? 'next' : 'silent');
    return asks(session, [
      ...promptVerbs(data, session.variables),
      {
        verb: 'record',
        action: here,
        maxLength: data.max_seconds,
        timeout: data.silence_seconds,
        playBeep: data.beep,
        finishOnKey: '#',
        recordingStatusCallback: recordingReports,
        recordingStatusCallbackEvent: ['completed', 'absent'],
      },
      { verb: 'redirect', url: here },
    ]);
  },
});
