import { type SettingKey, settingCatalogue, settingKeys } from '@offhook/contract';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { issueSentence } from '#runtime/issue-sentence';
import { Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { ownValues, setValue } from './store.ts';

export interface SettingView {
  key: SettingKey;
  value: unknown;
  is_default: boolean;
  help: string;
}

export async function listSettings(ctx: Context, actor: Actor): Promise<SettingView[]> {
  const own = await ctx.db.asTenant(actor.tenantId, ownValues);
  return settingKeys.map((key) => view(key, own.get(key)));
}

export async function changeSetting(ctx: Context, actor: Actor, key: SettingKey, value: unknown): Promise<SettingView> {
  const checked = settingCatalogue[key].schema.optional().safeParse(value ?? undefined, { reportInput: true });
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new Refusal('request.invalid', { field: 'value', problem: issue ? issueSentence(issue) : 'is not valid' });
  }
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await setValue(tx, actor.tenantId, key, checked.data);
    await note(ctx, tx, actor, 'settings.changed', key, { value: checked.data ?? null });
  });
  return view(key, checked.data);
}

function view(key: SettingKey, own: unknown): SettingView {
  const { default: fallback, help } = settingCatalogue[key];
  return { key, value: own ?? fallback, is_default: own === undefined, help };
}
