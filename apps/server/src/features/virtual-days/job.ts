import type { CampaignSettings, VirtualDay, VirtualMix } from '@offhook/contract';

/** A row of a table as JSON, by its column names. */
export type Row = Record<string, unknown>;

/** What a virtual day is played with: rows of the real database, in which the phones of prospects are nobody's. */
export interface Copied {
  workspace: { country: string; time_zone: string; default_from_number: string | null };
  /** Whole tables, in an order in which they can be written. */
  tables: readonly { name: string; rows: readonly Row[] }[];
  campaign: { name: string; settings: CampaignSettings };
  classes: readonly Row[];
  prospects: readonly Row[];
  phones: readonly string[];
  suppressed: readonly string[];
  /** What could be spent; null: the wallet is off. */
  walletMicros: number | null;
  notes: readonly string[];
}

/** What is fixed when a virtual day begins. */
export type Plan = Pick<
  VirtualDay,
  'mix' | 'seed' | 'days' | 'prospects' | 'time_zone' | 'begins_at' | 'ends_at' | 'notes'
>;

/** What the player tells while it plays. */
export type Told = Pick<
  VirtualDay,
  'now' | 'doing' | 'seconds' | 'speed' | 'totals' | 'quarters' | 'reasons' | 'completed_at' | 'problems'
>;

/** Everything that the process which plays is given. */
export interface Job {
  database: { appUrl: string; systemUrl: string };
  dataDir: string;
  mix: VirtualMix;
  seed: number;
  seats: number;
  begins_at: string;
  ends_at: string;
  copied: Copied;
}

/** What that process says. */
export type Said = { type: 'told'; told: Told } | { type: 'done'; told: Told } | { type: 'failed'; why: string };

export function nothingTold(beginsAt: string): Told {
  return {
    ...{ now: beginsAt, doing: 'A server and a carrier of its own are started.', seconds: 0, speed: 0, totals: null },
    ...{ quarters: [], reasons: [], completed_at: null, problems: [] },
  };
}
