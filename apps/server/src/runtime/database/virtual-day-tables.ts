import type { Id } from '@offhook/kit';
import type { ColumnType } from 'kysely';

type Json = ColumnType<unknown, string, string>;

export interface VirtualDayTables {
  virtual_days: {
    tenant_id: Id<'workspace'>;
    campaign_id: Id<'campaign'>;
    run: Id<'decision'>;
    state: 'running' | 'done' | 'failed' | 'cancelled';
    plan: Json;
    told: Json;
    failure: string | null;
    started_at: Date;
    heard_at: Date;
  };
}
