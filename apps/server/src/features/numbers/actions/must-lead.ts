import type { LoopAround } from '@offhook/flow';
import { aroundOf, mustNotLoop, ruleProblem } from '#features/forwarding';
import type { Tx } from '#runtime/database/database';
import { Refusal } from '#runtime/refusal';
import type { NumberPowers } from '../powers.ts';
import { type Leading, leadingProblem } from '../references.ts';

/** All that a number leads to is of this workspace, and leads nowhere in a circle. The flow stays until the number is saved. */
export async function mustLead(
  ctx: Pick<NumberPowers, 'directory' | 'liveGraphs' | 'flowExists'>,
  tx: Tx,
  number: { phoneNumber: string; label: string },
  leading: Leading,
): Promise<void> {
  // Before the directory is read, in which a flow that was deleted meanwhile is missing.
  if (leading.route.kind === 'flow') await ctx.flowExists(tx, leading.route.flow_id);
  mustBeSound(number, leading, aroundOf(await ctx.directory(tx), await ctx.liveGraphs(tx)));
}

function mustBeSound(
  { phoneNumber, label }: { phoneNumber: string; label: string },
  { route, forwarding, boxId }: Leading,
  around: LoopAround,
): void {
  const { directory } = around;
  const ofRules = ruleProblem(forwarding, directory);
  const problem =
    leadingProblem({ route, boxId }, directory) ??
    (ofRules && { ...ofRules, field: ofRules.field.replace(/^rules/, 'forwarding') });
  if (problem) throw new Refusal('numbers.reference_missing', { ...problem });
  const entry = { label, route, forwarding: [...forwarding], box_id: boxId };
  const numbers = { ...directory.numbers, [phoneNumber]: entry };
  const changed = { ...around, directory: { ...directory, numbers } };
  // Whoever the route leads round with no rule at all is told of the route.
  mustNotLoop('route', [], { number: phoneNumber }, changed);
  mustNotLoop('forwarding', forwarding, { number: phoneNumber }, changed);
}
