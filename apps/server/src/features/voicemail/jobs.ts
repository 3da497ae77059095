import { z } from 'zod';
import { type JobWork, jobWork } from '#runtime/jobs';
import type { Context } from '../../context.ts';
import { sendDueNotices } from './actions/notices.ts';

export const voicemailJobs = (ctx: Context): JobWork[] => [
  jobWork('voicemail.send_notices', z.object({}), () => sendDueNotices(ctx)),
];
