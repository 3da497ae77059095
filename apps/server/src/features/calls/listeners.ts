import { parseId } from '@offhook/kit';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { actOnVerdict } from './actions/act-on-verdict.ts';
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
    // Not waited for: the carrier would hold up whoever hears the next event. A stop meanwhile is made up for by a sweep.
    name: 'calls.machine_answered',
    hears: ['call.machine_answered'],
    run: async (event, tenantId) => {
      if (event.type !== 'call.machine_answered') return;
      const acting = actOnVerdict(ctx, tenantId, found(parseId('call', event.call_id)));
      void ctx.clock.during(
        acting.catch((error: unknown) => ctx.log.warn({ err: error, ...event }, 'a verdict could not be acted on yet')),
      );
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
