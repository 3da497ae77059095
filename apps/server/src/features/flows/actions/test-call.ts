import { formatId, type Id, parseId } from '@offhook/kit';
import { readPhone } from '#features/numbers';
import { connectionFor, workspaceOf } from '#features/workspaces';
import { type CallerStep, emulatorHandset } from '#providers/handset';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../../context.ts';
import { mustBeSound } from '../flow.ts';
import { type FlowWithDraft, flowById } from '../store/flows.ts';
import { keepTestVersion } from '../store/versions.ts';
import { directoryOf } from './directory.ts';
import { numbersWithFlows } from './present.ts';
import { newVersion } from './publish.ts';
import { testCallUrl } from './test-link.ts';

interface Wish {
  which: 'draft' | 'live';
  from?: string | undefined;
  /** What the caller does by themselves; left out, they do what a person does with the handset. */
  does?: readonly CallerStep[];
}

/** Of the range that is kept for fiction: who calls, and what is called where there is no number yet. */
const [stranger, otherStranger] = ['+14155550123', '+14155550124'] as const;

/** Somebody outside calls, and this flow answers, whatever the number leads to. */
export async function callFlow(
  ctx: Context,
  actor: Actor,
  flowId: string,
  wish: Wish,
): Promise<{ call_sid: string; version_id: string }> {
  const id = found(parseId('flow', flowId));
  const { tenantId } = actor;
  const { connection, versionId, from, to } = await ctx.db.asTenant(tenantId, async (tx) => {
    const flow = found(await flowById(tx, id));
    const connected = await connectionFor(ctx, tx, tenantId);
    if (!connected?.simulated) throw new Refusal('simulator.not_simulated');
    const version = await versionToCall(ctx, tx, actor, flow, wish.which);
    return { connection: connected, versionId: version, ...(await numbersFor(tx, actor, flow, wish.from)) };
  });
  const voiceUrl = testCallUrl(ctx, tenantId, versionId);
  const statusUrl = `${ctx.publicUrl()}/api/voice/webhooks/status`;
  const rung = await ctx.clock.during(
    emulatorHandset(connection).callIn({ from, to, voiceUrl, statusUrl, does: wish.does }),
  );
  if ('refused' in rung) throw new Refusal('simulator.refused', { reason: rung.refused });
  return { call_sid: rung.callSid, version_id: formatId('version', versionId) };
}

async function versionToCall(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  flow: FlowWithDraft,
  which: Wish['which'],
): Promise<Id<'version'>> {
  if (which === 'live') {
    if (!flow.liveVersionId) throw new Refusal('flows.not_published');
    return flow.liveVersionId;
  }
  const directory = await directoryOf(tx);
  mustBeSound(flow.draft, { directory, flowId: formatId('flow', flow.id) });
  return keepTestVersion(tx, actor.tenantId, await newVersion(ctx, tx, actor, flow, directory));
}

async function numbersFor(
  tx: Tx,
  { tenantId }: Actor,
  { id }: FlowWithDraft,
  given: string | undefined,
): Promise<{ from: string; to: string }> {
  const { country, defaultFromNumber } = await workspaceOf(tx, tenantId);
  const leading = (await numbersWithFlows(tx)).find(({ flowId }) => flowId === formatId('flow', id));
  const to = leading?.phoneNumber ?? defaultFromNumber ?? otherStranger;
  if (given === undefined) return { to, from: stranger === to ? otherStranger : stranger };
  const phone = readPhone(given, country);
  if ('problem' in phone) throw new Refusal('calls.number_impossible', { field: 'from', problem: phone.problem });
  return { to, from: phone.number };
}
