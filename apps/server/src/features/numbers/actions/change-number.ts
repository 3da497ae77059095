import type { OwnNumber } from '@offhook/contract';
import type { ForwardingRule, NumberRoute } from '@offhook/flow/shapes';
import { formatId, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Actor } from '#runtime/actor';
import { found, Refusal } from '#runtime/refusal';
import type { NumberRow } from '../number.ts';
import type { NumberPowers } from '../powers.ts';
import * as store from '../store.ts';
import { mustLead } from './must-lead.ts';
import { presentOne } from './present.ts';
import { mustHave } from './read-numbers.ts';

export interface NumberChange {
  label?: string | undefined;
  description?: string | null | undefined;
  route?: NumberRoute | undefined;
  forwarding?: ForwardingRule[] | undefined;
  recording_policy?: OwnNumber['recording_policy'] | undefined;
  box_id?: string | null | undefined;
  is_active?: boolean | undefined;
}

/** What is left out stays. */
export async function changeNumber(
  ctx: NumberPowers,
  actor: Actor,
  name: string,
  change: NumberChange,
): Promise<OwnNumber> {
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    const known = found(await store.lockNumber(tx, await mustHave(tx, name)));
    const changed = changedNumber(known, change);
    const { route, forwarding, boxId } = changed;
    await mustLead(ctx, tx, changed, { route, forwarding, boxId: boxId && formatId('box', boxId) });
    await store.saveSettings(tx, changed);
    const fields = Object.keys(change);
    await note(ctx, tx, actor, 'numbers.changed', formatId('number', known.id), { fields });
    return presentOne(ctx, tx, changed);
  });
}

function changedNumber(known: NumberRow, change: NumberChange): NumberRow {
  const { label, description, route, forwarding, recording_policy, box_id, is_active } = change;
  return {
    ...known,
    label: label ?? known.label,
    description: description === undefined ? known.description : description || null,
    route: route ?? known.route,
    forwarding: forwarding ?? known.forwarding,
    recordingPolicy: recording_policy ?? known.recordingPolicy,
    boxId: box_id === undefined ? known.boxId : readBox(box_id),
    isActive: is_active ?? known.isActive,
  };
}

function readBox(text: string | null): NumberRow['boxId'] {
  if (text === null) return null;
  const id = parseId('box', text);
  if (id) return id;
  throw new Refusal('numbers.reference_missing', { field: 'box_id', problem: 'There is no such voicemail box here.' });
}
