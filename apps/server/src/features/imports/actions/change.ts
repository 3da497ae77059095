import { type ContactImportDetail, type ImportSettings, importLimits } from '@offhook/contract';
import { isCountry, parseId } from '@offhook/kit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import { mustBeTimeZone } from '#runtime/time-zone';
import type { Context } from '../../../context.ts';
import type { ImportPowers } from '../powers.ts';
import * as store from '../store/imports.ts';
import { dropRows } from '../store/rows.ts';
import { columnsOf, detailOf, suggestedMatches } from './detail.ts';
import { readHead } from './read-file.ts';

type Wanted = { [Key in keyof ImportSettings]?: ImportSettings[Key] | undefined };
const changeable: readonly string[] = ['draft', 'checked', 'failed'];

export async function changeImport(
  ctx: Context & ImportPowers,
  actor: Actor,
  importId: string,
  wanted: Wanted,
): Promise<ContactImportDetail> {
  const id = found(parseId('import', importId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const record = found(await store.lockImport(tx, id));
    const { storage_key: storageKey, bytes, state } = record;
    if (!changeable.includes(state) || record.result || storageKey === null) {
      throw new Refusal('imports.wrong_state', { state });
    }
    const said = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
    const settings: ImportSettings = { ...record.settings, ...said };
    const lines = await readHead(ctx, { storageKey, bytes }, settings);
    const isReadAnew = formKeys.some((key) => settings[key] !== record.settings[key]);
    if (isReadAnew) await dropRows(tx, id);
    if (isReadAnew && !wanted.matches) settings.matches = suggestedMatches(lines, settings.header_row);
    const columns = columnsOf(lines, settings.header_row);
    await mustHold(ctx, tx, settings, columns.length);
    const next = { state: 'draft' as const, columns, settings: JSON.stringify(settings), failure: null };
    await store.updateImport(tx, id, { ...next, checked: 'null', rows_done: 0, bytes_done: 0 });
    return detailOf(ctx, found(await store.importById(tx, id)), lines);
  });
}

const formKeys = ['delimiter', 'encoding', 'header_row'] as const;
const manyTimes: readonly string[] = ['phone', 'tags', 'metadata', 'ignore'];

async function mustHold(
  ctx: Context & ImportPowers,
  tx: Tx,
  { matches, default_country, time_zone, consent, campaign_id }: ImportSettings,
  columns: number,
): Promise<void> {
  if (columns > importLimits.columns) throw new Refusal('imports.too_many_columns', { most: importLimits.columns });
  const seen = new Set<string>();
  for (const { column, target } of matches) {
    if (column >= columns || seen.has(String(column))) throw new Refusal('imports.no_such_column', { column });
    if (seen.has(target) && !manyTimes.includes(target)) throw new Refusal('imports.column_matched_twice', { target });
    seen.add(target).add(String(column));
  }
  if (!isCountry(default_country)) {
    throw new Refusal('request.invalid', { field: 'default_country', problem: 'No such country.' });
  }
  if (time_zone !== null) mustBeTimeZone(time_zone);
  if (consent?.strength === 'express-written' && !consent.proof) {
    throw new Refusal('consents.proof_missing', { field: 'consent.proof' });
  }
  if (consent?.given_at !== undefined && new Date(consent.given_at) > ctx.clock.now()) {
    throw new Refusal('consents.not_yet_given', { field: 'consent.given_at' });
  }
  if (campaign_id !== null) {
    const mayJoin = await ctx.mayJoinCampaign(tx, found(parseId('campaign', campaign_id)));
    if (!mayJoin)
      throw new Refusal('request.invalid', {
        field: 'campaign_id',
        problem: 'There is no open campaign with this id.',
      });
  }
}
