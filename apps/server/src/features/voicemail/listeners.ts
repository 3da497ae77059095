import { parseId } from '@offhook/kit';
import { found } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import type { Listener } from '../../feature.ts';
import { audioArrived, noticeMessage } from './actions/notices.ts';

export const voicemailListeners = (ctx: Context): Listener[] => [
  {
    name: 'voicemail.notice',
    hears: ['voicemail.received', 'recording.completed'],
    async run(event, tenantId) {
      if (event.type === 'voicemail.received') {
        await noticeMessage(ctx, tenantId, found(parseId('voicemail', event.voicemail_id)));
      }
      if (event.type === 'recording.completed') {
        await audioArrived(ctx, tenantId, found(parseId('recording', event.recording_id)));
      }
    },
  },
];
