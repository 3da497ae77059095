import { z } from 'zod';
import { entryOf } from '../entry-of.ts';
import { nodeKind } from '../node-kind.ts';

/** The exit that is taken when that flow cannot be gone to. */
export const unavailable = 'unavailable';

/** Goes on in another flow, in the version that is live at that moment. */
export const goToFlow = nodeKind({
  kind: 'go-to-flow',
  label: 'Go to flow',
  group: 'end',
  schema: z.object({ flow_id: z.string().min(1).max(60) }),
  blank: {},
  waits: false,
  exits: () => [{ name: unavailable, label: 'That flow is not published', optional: true }],
  refers: ({ flow_id }) => [{ field: 'flow_id', kind: 'flow', id: flow_id }],
  step: ({ flow_id }, { session, directory }) => {
    const version = entryOf(directory.flows, flow_id)?.live_version_id;
    return { session, verbs: [], exit: version ? { toVersion: version } : { by: unavailable } };
  },
});
