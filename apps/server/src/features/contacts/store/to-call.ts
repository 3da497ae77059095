import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** What a call to a contact needs to know. */
export interface ContactToCall {
  id: Id<'contact'>;
  name: string;
  phoneNumber: string | null;
  email: string | null;
  timeZone: string | null;
  region: string | null;
}

export async function contactsToCall(
  tx: Tx,
  tenantId: Id<'workspace'>,
  ids: readonly Id<'contact'>[],
): Promise<Map<Id<'contact'>, ContactToCall>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom('contacts')
    .select(['id', 'name', 'phone_number as phoneNumber', 'email', 'time_zone as timeZone', 'region'])
    .where('tenant_id', '=', tenantId)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}
