import { type SettingKey, type SettingValue, settingCatalogue } from '@offhook/contract';
import type { Id } from '@offhook/kit';
import type { Tx } from '#runtime/database/database';

/** The value that holds in this workspace: its own, else the default. The system, which sees all, names the workspace. */
export async function settingOf<Key extends SettingKey>(
  tx: Tx,
  key: Key,
  tenantId?: Id<'workspace'>,
): Promise<SettingValue<Key>> {
  let query = tx.selectFrom('settings').select('value').where('key', '=', key);
  if (tenantId) query = query.where('tenant_id', '=', tenantId);
  const row = await query.executeTakeFirst();
  const { schema, default: fallback } = settingCatalogue[key];
  // The schema of this key made the type that SettingValue names.
  return (row ? schema.parse(row.value) : fallback) as SettingValue<Key>;
}

export async function ownValues(tx: Tx): Promise<Map<string, unknown>> {
  const rows = await tx.selectFrom('settings').select(['key', 'value']).execute();
  return new Map(rows.map((row) => [row.key, row.value]));
}

/** `undefined` goes back to the default. */
export async function setValue(tx: Tx, tenantId: Id<'workspace'>, key: SettingKey, value: unknown): Promise<void> {
  if (value === undefined) {
    await tx.deleteFrom('settings').where('key', '=', key).execute();
    return;
  }
  const text = JSON.stringify(value);
  await tx
    .insertInto('settings')
    .values({ tenant_id: tenantId, key, value: text })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet({ value: text }))
    .execute();
}
