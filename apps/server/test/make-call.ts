import { formatId, type Id, parseId, reversedDigits } from '@offhook/kit';
import { type CallRow, insertCall, newCall } from '../src/features/calls/store/calls.ts';
import { ourNumber, type World } from './world.ts';

/** Writes an ended call, a second after the one before; answers its id as the API shows it. */
export async function makeCall(
  world: World,
  facts: Partial<CallRow> = {},
  tenantId: Id<'workspace'> | undefined = parseId('workspace', world.signedIn.workspace.id),
): Promise<string> {
  if (!tenantId) throw new Error('There is no workspace.');
  await world.clock.passes(1000);
  const { ctx } = world.app;
  const call = newCall({
    id: ctx.ids.next('call'),
    tenantId,
    direction: 'outbound',
    from: ourNumber,
    to: '+14155550142',
    createdAt: ctx.clock.now(),
    simulated: true,
    status: 'completed',
    placement: 'placed',
    ...facts,
  });
  const farEnd = call.direction === 'inbound' ? call.from : call.to;
  await ctx.db.asTenant(tenantId, (tx) => insertCall(tx, call, reversedDigits(farEnd)));
  return formatId('call', call.id);
}
