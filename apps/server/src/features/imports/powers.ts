import type { ImportSettings } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';

type Said = Pick<NonNullable<ImportSettings['consent']>, 'scope' | 'strength' | 'source'>;

export interface ConsentOfFile extends Said {
  contactId: Id<'contact'>;
  phone_number: string;
  proof_text: string | undefined;
  /** As a column or the settings state it, else when the file was uploaded. */
  given_at: string;
  isDateStated: boolean;
}

/** What an import does beyond contacts, handed in by whoever knows. */
export interface ImportPowers {
  /** Answers how many were written, and of how many numbers the consent was taken back before. */
  grantConsents: (
    tx: Tx,
    actor: Actor,
    what: { importId: Id<'import'>; consents: readonly ConsentOfFile[] },
  ) => Promise<{ recorded: number; takenBack: number }>;
  /** Answers how many; none: there are no more. */
  undoConsents: (tx: Tx, actor: Actor, what: { importId: Id<'import'>; most: number }) => Promise<number>;
  /** Answers how many are new on the do-not-call list. */
  suppress: (tx: Tx, actor: Actor, what: { numbers: readonly string[]; reason: string }) => Promise<number>;
  /** False for a campaign that is over, or that is not there. */
  mayJoinCampaign: (tx: Tx, campaignId: Id<'campaign'>) => Promise<boolean>;
  addToCampaign: (
    tx: Tx,
    place: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
    contactIds: readonly Id<'contact'>[],
  ) => Promise<unknown>;
}
