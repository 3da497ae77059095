import { AttemptOutcome, ProspectState } from '@offhook/contract';
import type { ProspectQuery } from './queries.ts';

/** What the address of a campaign holds: the tab, the filters of its prospects, and the one that is open. */
export interface CampaignSearch {
  tab?: string;
  state?: ProspectState;
  outcome?: AttemptOutcome;
  reason?: string;
  q?: string;
  /** The prospect whose panel is open. */
  p?: string;
  /** How the calls are sorted. */
  sort?: string;
}

/** The search out of an address that anybody may have typed: what makes no sense is left out. */
export function readCampaignSearch(search: Record<string, unknown>): CampaignSearch {
  const found: CampaignSearch = {};
  for (const name of ['tab', 'reason', 'q', 'p', 'sort'] as const) {
    const text = search[name];
    if (typeof text === 'string' && text.trim() !== '') found[name] = text.slice(0, 100);
  }
  const state = ProspectState.safeParse(search.state);
  if (state.success) found.state = state.data;
  const outcome = AttemptOutcome.safeParse(search.outcome);
  if (outcome.success) found.outcome = outcome.data;
  return found;
}

export function toProspectQuery({ state, outcome, reason, q }: CampaignSearch): ProspectQuery {
  return {
    ...(state && { state }),
    ...(outcome && { outcome }),
    ...(reason && { reason }),
    ...(q && { search: q }),
  };
}

export function isFiltered(search: CampaignSearch): boolean {
  return Object.keys(toProspectQuery(search)).length > 0;
}
