import type { Campaign, CampaignSettings, CampaignStatus } from '@offhook/contract';
import type { Id } from '@offhook/kit';

/** A campaign as it is stored. */
export interface CampaignRow {
  tenantId: Id<'workspace'>;
  id: Id<'campaign'>;
  name: string;
  status: CampaignStatus;
  pausedBecause: string | null;
  settings: CampaignSettings;
  revision: number;
  metadata: Campaign['metadata'];
  createdBy: Id<'person'> | null;
  createdAt: Date;
  updatedAt: Date;
  startsAt: Date | null;
  startedAt: Date | null;
  completedAt: Date | null;
  nextCallAt: Date | null;
  pacingConfirmedAt: Date | null;
}

/** In the words of whoever wants to change one. */
const fixedWhileRunning = {
  purpose: 'The purpose',
  variants: 'What is said',
  voicemail_drop_id: 'The voicemail drop',
  machine_detection: 'Machine detection',
  connect: 'The connection',
  caller_ids: 'Caller ids',
  mode: 'The pacing mode',
  starts_at: 'The start',
} as const satisfies Partial<Record<keyof CampaignSettings, string>>;

/** What stands in the way of a change while calls are placed by these settings; undefined: nothing. */
export function fixedField(before: CampaignSettings, after: CampaignSettings): string | undefined {
  const names = Object.keys(fixedWhileRunning) as (keyof typeof fixedWhileRunning)[]; // its own keys
  const changed = names.find((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return changed && fixedWhileRunning[changed];
}

/** A campaign that is over calls nobody any more and takes nobody in. */
export function isOver(status: CampaignStatus): boolean {
  return status === 'completed' || status === 'archived';
}
