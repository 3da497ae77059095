import type { Directory } from '@offhook/flow/shapes';
import { mustNotLoop, ruleProblem } from '#features/forwarding';
import { Refusal } from '#runtime/refusal';
import { type Leading, leadingProblem } from '../references.ts';

/** All that a number leads to is of this workspace, and leads nowhere in a circle. */
export function mustLead(
  { phoneNumber, label }: { phoneNumber: string; label: string },
  { route, forwarding, boxId }: Leading,
  directory: Directory,
): void {
  const ofRules = ruleProblem(forwarding, directory);
  const problem =
    leadingProblem({ route, boxId }, directory) ??
    (ofRules && { ...ofRules, field: ofRules.field.replace(/^rules/, 'forwarding') });
  if (problem) throw new Refusal('numbers.reference_missing', { ...problem });
  const entry = { label, route, forwarding: [...forwarding], box_id: boxId };
  const changed = { ...directory, numbers: { ...directory.numbers, [phoneNumber]: entry } };
  // Whoever the route leads round with no rule at all is told of the route.
  mustNotLoop('route', [], { number: phoneNumber }, changed);
  mustNotLoop('forwarding', forwarding, { number: phoneNumber }, changed);
}
