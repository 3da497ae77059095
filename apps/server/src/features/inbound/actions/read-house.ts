import type { Directory } from '@offhook/flow';
import type { Id } from '@offhook/kit';
import { type Leg, legGate } from '#features/compliance';
import { directoryOf } from '#features/flows';
import { recordingPolicies } from '#features/numbers';
import { settingOf } from '#features/settings';
import { makeLastKnown } from '#runtime/last-known';
import type { Context } from '../../../context.ts';

/** What answering a call needs to know of a workspace. */
export interface House {
  directory: Directory;
  /** Numbers that say something of their own about recording. */
  recorded: ReadonlyMap<string, boolean>;
  recordsByDefault: boolean;
  announcement: string;
  flowsAnswer: boolean;
  longestCallSeconds: number;
  /** False for a number that must not be rung. */
  mayRing: (leg: Leg) => boolean;
}

/** Of the wall: a database that hangs must not hang the caller. */
const patienceMs = 900;
/** An outage lasts longer than a moment; people and boxes change by the day. */
const maxAgeMs = 4 * 3_600_000;
const mostHouses = 1000;

/**
 * Reads workspaces for calls that come in. Calls of the same moment share one reading; while the database is slow or away
 * what was read last is used.
 */
export function makeHouses(ctx: Context): (tenantId: Id<'workspace'>) => Promise<House> {
  const lastKnown = makeLastKnown<House>({ clock: ctx.clock, patienceMs, maxAgeMs, most: mostHouses });
  return (tenantId) => lastKnown(tenantId, () => readHouse(ctx, tenantId));
}

async function readHouse(ctx: Context, tenantId: Id<'workspace'>): Promise<House> {
  return ctx.db.asTenant(tenantId, async (tx) => ({
    directory: await directoryOf(tx),
    recorded: await recordingPolicies(tx),
    recordsByDefault: await settingOf(tx, 'auto_record_calls'),
    announcement: await settingOf(tx, 'recording_announcement'),
    flowsAnswer: await settingOf(tx, 'enable_ivr'),
    longestCallSeconds: await settingOf(tx, 'max_call_duration_seconds'),
    mayRing: await legGate(ctx, tx, tenantId),
  }));
}
