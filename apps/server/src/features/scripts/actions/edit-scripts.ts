import { isDeepStrictEqual } from 'node:util';
import type { Script, ScriptVariable } from '@offhook/contract';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { unlessTaken } from '#runtime/database/taken';
import { cursorAfter, readCursor } from '#runtime/page';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { contentProblems, contentView } from '../script.ts';
import * as store from '../store.ts';
import { allowedBy } from './allowed-by.ts';

interface ScriptFields {
  name: string;
  script_text: string;
  twiml_template: string | null;
  variables: ScriptVariable[];
}

type ScriptDetail = Script & { versions: (ScriptContentView & { version: number; changed_by: string; at: string })[] };
type ScriptContentView = Pick<Script, 'script_text' | 'twiml_template' | 'variables'>;

const nameTaken = (name: string) => new Refusal('scripts.name_taken', { field: 'name', name });

export async function createScript(ctx: Context, actor: Actor, fields: ScriptFields): Promise<Script> {
  mustBeSound(ctx, fields);
  const now = ctx.clock.now();
  const id = ctx.ids.next('script');
  const script = { id, ...contentOf(fields), version: 1, changedBy: actor.name, createdAt: now, updatedAt: now };
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    await unlessTaken('call_scripts_name', nameTaken(fields.name), store.insertScript(tx, actor.tenantId, script));
    await note(ctx, tx, actor, 'scripts.created', formatId('script', id));
  });
  return scriptView(script, 0);
}

export async function listScripts(
  ctx: Context,
  actor: Actor,
  query: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Script[]; next_cursor: string | null }> {
  const after = readCursor('script', query.cursor);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const rows = await store.listScripts(tx, query.search || undefined, after, query.limit + 1);
    return cursorAfter('script', await present(tx, rows), query.limit);
  });
}

export async function getScript(ctx: Context, actor: Actor, scriptId: string): Promise<ScriptDetail> {
  const id = found(parseId('script', scriptId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const [script] = await present(tx, [found(await store.scriptById(tx, id))]);
    const versions = (await store.versionsOf(tx, id)).map((version) => ({
      ...contentView(version),
      version: version.version,
      changed_by: version.changedBy,
      at: version.at.toISOString(),
    }));
    return { ...found(script), versions };
  });
}

/** Makes a new version; the same content said again makes none. */
export async function changeScript(
  ctx: Context,
  actor: Actor,
  scriptId: string,
  fields: ScriptFields & { base_version?: number | undefined },
): Promise<Script> {
  const id = found(parseId('script', scriptId));
  mustBeSound(ctx, fields);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockScript(tx, id));
    const content = contentOf(fields);
    const isSame = isDeepStrictEqual(contentOf({ ...contentView(known), name: known.name }), content);
    if (!isSame && fields.base_version !== undefined && fields.base_version !== known.version) {
      throw new Refusal('scripts.changed_meanwhile', { by: known.changedBy, version: known.version });
    }
    if (isSame) return found((await present(tx, [known]))[0]);
    const script = {
      ...{ ...known, ...content },
      version: known.version + 1,
      changedBy: actor.name,
      updatedAt: ctx.clock.now(),
    };
    await unlessTaken('call_scripts_name', nameTaken(fields.name), store.updateScript(tx, script));
    await store.insertVersion(tx, actor.tenantId, script);
    await note(ctx, tx, actor, 'scripts.changed', formatId('script', id), { version: script.version });
    return found((await present(tx, [script]))[0]);
  });
}

export async function deleteScript(ctx: Context, actor: Actor, scriptId: string): Promise<void> {
  const id = found(parseId('script', scriptId));
  await ctx.db.asTenant(actor.tenantId, async (tx) => {
    if (!(await store.deleteScript(tx, id))) throw new Refusal('request.not_found');
    await note(ctx, tx, actor, 'scripts.deleted', formatId('script', id));
  });
}

function mustBeSound(ctx: Context, fields: ScriptFields): void {
  const { twiml, undeclared, twice } = contentProblems(fields, allowedBy(ctx));
  if (twice.length > 0) {
    throw new Refusal('request.invalid', { field: 'variables', problem: `${twice.join(', ')}: declared twice` });
  }
  const [problem] = twiml;
  if (problem) throw new Refusal('scripts.twiml_refused', { field: 'twiml_template', problem, problems: twiml });
  if (undeclared.length > 0) {
    throw new Refusal('scripts.variable_undeclared', { field: 'variables', names: undeclared.join(', '), undeclared });
  }
}

function contentOf({ name, script_text, twiml_template, variables }: ScriptFields) {
  return { name, scriptText: script_text, twimlTemplate: twiml_template || null, variables };
}

async function present(tx: Tx, rows: readonly store.ScriptRow[]): Promise<Script[]> {
  const uses = await store.usesOf(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => scriptView(row, uses.get(row.id) ?? 0));
}

function scriptView(row: store.ScriptRow, uses: number): Script {
  return {
    id: formatId('script', row.id),
    name: row.name,
    ...contentView(row),
    version: row.version,
    used_by_calls: uses,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
  };
}
