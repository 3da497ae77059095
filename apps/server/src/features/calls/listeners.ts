import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { announceChange } from './actions/change.ts';

export const callListeners = (ctx: Context): Listener[] => [
  {
    name: 'calls.recording_ready',
    hears: ['recording.completed'],
    run: async (event, tenantId) => {
      if (event.type === 'recording.completed') await announceChange(ctx, tenantId, event.call_id);
    },
  },
];
