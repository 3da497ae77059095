import type { Directory, ForwardingRule, ForwardTarget } from '@offhook/flow/shapes';
import { isE164, parsePhoneNumber } from '@offhook/kit';

/** What is wrong with a field, for the person who filled it in. */
export interface FieldProblem {
  field: string;
  problem: string;
}

/** The first thing in these rules that is not of this workspace, or cannot be called. */
export function ruleProblem(rules: readonly ForwardingRule[], directory: Directory): FieldProblem | undefined {
  for (const [index, rule] of rules.entries()) {
    const field = `rules.${index}`;
    if (rule.hours && !Object.hasOwn(directory.hours, rule.hours.hours_id))
      return { field: `${field}.hours.hours_id`, problem: 'There are no such opening hours here.' };
    if (rule.after_seconds !== undefined && rule.when !== 'no-answer')
      return { field: `${field}.after_seconds`, problem: 'Only rules for no answer wait.' };
    const problem = targetProblem(rule.to, directory);
    if (problem) return { field: `${field}.to.${problem.field}`, problem: problem.problem };
  }
  return undefined;
}

function targetProblem(to: ForwardTarget, directory: Directory): FieldProblem | undefined {
  if (to.kind === 'person') return personProblem(to.person_id, directory);
  if (to.kind === 'number') return numberProblem(to.number);
  const isThere = Object.hasOwn(directory.boxes, to.box_id);
  return isThere ? undefined : { field: 'box_id', problem: 'There is no such voicemail box here.' };
}

export function personProblem(personId: string, directory: Directory): FieldProblem | undefined {
  const isThere = Object.hasOwn(directory.people, personId);
  return isThere ? undefined : { field: 'person_id', problem: 'There is no such person here.' };
}

export function numberProblem(number: string): FieldProblem | undefined {
  const canExist = isE164(number) && parsePhoneNumber(number, undefined).number !== undefined;
  return canExist ? undefined : { field: 'number', problem: 'No such number can exist.' };
}
