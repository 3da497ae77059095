import { roleIsAtLeast } from '@offhook/contract';
import { forwardingLoop, type LoopAround, type Party } from '@offhook/flow';
import type { Directory, FlowGraph, ForwardingRule } from '@offhook/flow/shapes';
import { formatId, type Id, isE164, parseId } from '@offhook/kit';
import { note } from '#features/audit';
import type { Surroundings } from '#features/hours';
import { listPeople } from '#features/people';
import type { Actor } from '#runtime/actor';
import type { Tx } from '#runtime/database/database';
import { found, Refusal } from '#runtime/refusal';
import type { Context } from '../../context.ts';
import { ruleProblem } from './references.ts';
import * as store from './store.ts';

interface PersonForwarding {
  person_id: string;
  rules: ForwardingRule[];
  may_change: boolean;
}

export async function getForwarding(ctx: Context, actor: Actor, personId: string): Promise<PersonForwarding> {
  const id = found(parseId('person', personId));
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    await mustBeHere(tx, id);
    const rules = await store.rulesOf(tx, id);
    return { person_id: formatId('person', id), rules, may_change: mayChange(actor, id) };
  });
}

export async function setForwarding(
  ctx: Context,
  actor: Actor,
  personId: string,
  rules: ForwardingRule[],
  around: Surroundings,
): Promise<PersonForwarding> {
  const id = found(parseId('person', personId));
  const person_id = formatId('person', id);
  return ctx.db.asTenant(actor.tenantId, async (tx) => {
    await mustBeHere(tx, id);
    if (!mayChange(actor, id)) throw new Refusal('access.not_allowed', { needed: 'manager' });
    const directory = await around.directory(tx);
    const problem = ruleProblem(rules, directory);
    if (problem) throw new Refusal('request.invalid', { ...problem });
    const graphs = await around.liveGraphs(tx);
    mustNotLoop('rules', rules, { person_id }, aroundOf(directory, graphs));
    await store.keepRules(tx, actor.tenantId, id, rules);
    await note(ctx, tx, actor, 'forwarding.changed', person_id, { rules: rules.length });
    return { person_id, rules, may_change: true };
  });
}

/** What circles are looked for in: the directory, and what is live of the flows. */
export function aroundOf(directory: Directory, graphs: ReadonlyMap<string, FlowGraph>): LoopAround {
  return { directory, liveGraphOf: (flowId) => graphs.get(flowId) };
}

/** @param around as it would be, but for the rules of the owner */
export function mustNotLoop(field: string, rules: readonly ForwardingRule[], owner: Party, around: LoopAround): void {
  const circle = forwardingLoop(rules, owner, around);
  if (circle) throw new Refusal('forwarding.loop', { field, circle: circle.join(' → '), parties: circle });
}

/** The people of the workspace with their rules; which boxes are theirs is known elsewhere. */
export async function forwardingForDirectory(tx: Tx): Promise<Directory['people']> {
  const rules = await store.allRules(tx);
  const people = (await listPeople(tx)).map(({ id, name, phone_number }) => {
    const phone = phone_number !== null && isE164(phone_number) ? phone_number : null;
    const forwarding = rules.get(found(parseId('person', id))) ?? [];
    return [id, { name, phone, forwarding, box_id: null }] as const;
  });
  return Object.fromEntries(people);
}

async function mustBeHere(tx: Tx, id: Id<'person'>): Promise<void> {
  found((await listPeople(tx, id))[0]);
}

function mayChange(actor: Actor, id: Id<'person'>): boolean {
  if (actor.kind !== 'person') return actor.kind === 'key' && actor.scopes.includes('workspace.write');
  return actor.personId === id ? roleIsAtLeast(actor.role, 'agent') : roleIsAtLeast(actor.role, 'manager');
}
