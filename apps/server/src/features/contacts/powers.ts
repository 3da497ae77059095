import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** What contacts ask of the law, handed in: it stands above them and looks at them itself. */
export interface ContactPowers {
  /** The time zones that a phone with this number may be in, of somebody who says to be somewhere. */
  zonesOf: (number: string, stated: { zone: string | null; region: string | null }) => readonly string[];
  /** Those of the numbers that must not be called. */
  suppressedAmong: (tx: Tx, tenantId: Id<'workspace'>, numbers: readonly string[]) => Promise<ReadonlySet<string>>;
}
