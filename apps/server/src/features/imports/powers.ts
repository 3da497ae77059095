import type { ImportSettings } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';

type Said = Pick<NonNullable<ImportSettings['consent']>, 'scope' | 'strength' | 'source'>;

export interface ImportedConsent extends Said {
  contactId: Id<'contact'>;
  phone_number: string;
  proof_text: string | undefined;
}

/** What an import does beyond contacts, handed in by whoever knows. */
export interface ImportPowers {
  grantConsents: (tx: Tx, actor: Actor, consents: readonly ImportedConsent[]) => Promise<void>;
  /** False for a campaign that is over, or that is not there. */
  mayJoinCampaign: (tx: Tx, campaignId: Id<'campaign'>) => Promise<boolean>;
  addToCampaign: (
    tx: Tx,
    place: { tenantId: Id<'workspace'>; campaignId: Id<'campaign'> },
    contactIds: readonly Id<'contact'>[],
  ) => Promise<unknown>;
}
