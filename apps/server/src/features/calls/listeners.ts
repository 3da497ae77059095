import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { announceChange } from './actions/change.ts';
import { noteOnContact } from './actions/place-call.ts';

export const callListeners = (ctx: Context): Listener[] => [
  {
    name: 'calls.recording_ready',
    hears: ['recording.completed'],
    run: async (event, tenantId) => {
      if (event.type === 'recording.completed') await announceChange(ctx, tenantId, event.call_id);
    },
  },
  {
    // Written with the answer when the carrier accepts at once; here for a call that a webhook bound later.
    name: 'calls.note_on_contact',
    hears: ['call.placed'],
    run: async (event, tenantId) => {
      if (event.type === 'call.placed' && event.contact_id) await noteOnContact(ctx, tenantId, event.call_id);
    },
  },
];
