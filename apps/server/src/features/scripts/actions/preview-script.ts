import type { ScriptVariable } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { contactById } from '#features/contacts';
import { speechSeconds } from '#features/media';
import { workspaceOf } from '#features/workspaces';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import {
  contentProblems,
  contentView,
  documentOf,
  fillScript,
  pausedSeconds,
  type ScriptContent,
  spoken,
} from '../script.ts';
import { scriptById } from '../store.ts';
import type { Sources } from '../variables.ts';
import { allowedBy } from './allowed-by.ts';

interface PreviewWish {
  script_id?: string | undefined;
  script_text?: string | undefined;
  twiml_template?: string | null | undefined;
  declared?: ScriptVariable[] | undefined;
  contact_id?: string | undefined;
  variables?: Record<string, string> | undefined;
}

interface Preview {
  text: string;
  twiml: string;
  missing: string[];
  problems: string[];
  seconds: number;
}

export async function previewScript(ctx: Context, actor: Actor, wish: PreviewWish): Promise<Preview> {
  const { content, sources } = await ctx.db.asTenant(actor.tenantId, async (tx) => {
    const contact = wish.contact_id === undefined ? null : await contactFor(tx, wish.contact_id);
    const saved = wish.script_id === undefined ? undefined : await contentOf(tx, wish.script_id);
    const workspace = await workspaceOf(tx, actor.tenantId);
    return {
      content: { ...unsaved, ...saved, ...typed(wish) },
      sources: { given: wish.variables ?? {}, contact, caller: { name: actor.name }, workspace },
    };
  });
  const filled = fillScript(content, sources, allowedBy(ctx));
  const { undeclared } = contentProblems(content, allowedBy(ctx));
  return {
    text: filled.text,
    twiml: documentOf(filled),
    missing: filled.missing,
    problems: [...undeclared.map((name) => `${name} is not declared`), ...filled.problems, ...filled.warnings],
    seconds: speechSeconds(spoken(filled.verbs).join(' ')) + pausedSeconds(filled.verbs),
  };
}

const unsaved: ScriptContent = { script_text: '', twiml_template: null, variables: [] };

function typed({ script_text, twiml_template, declared }: PreviewWish): Partial<ScriptContent> {
  return {
    ...(script_text === undefined ? {} : { script_text }),
    ...(twiml_template === undefined ? {} : { twiml_template: twiml_template || null }),
    ...(declared === undefined ? {} : { variables: declared }),
  };
}

async function contactFor(tx: Tx, contactId: string): Promise<NonNullable<Sources['contact']>> {
  const { name, phoneNumber, email } = found(await contactById(tx, found(parseId('contact', contactId))));
  return { name, phone_number: phoneNumber, email };
}

async function contentOf(tx: Tx, scriptId: string): Promise<ScriptContent> {
  return contentView(found(await scriptById(tx, found(parseId('script', scriptId)))));
}
