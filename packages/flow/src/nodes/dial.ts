import { z } from 'zod';
import { NumberText } from '../directory-shapes.ts';
import { type Exit, nodeKind, type Reference } from '../node-kind.ts';
import { type Dialling, dialStep } from '../ringing.ts';

const Ref = z.string().min(1).max(60);
const Target = z.union([
  z.strictObject({ person_id: Ref }),
  z.strictObject({ group_id: Ref }),
  z.strictObject({ number: NumberText }),
]);

const Dial = z
  .object({
    targets: z.array(Target).max(20).default([]),
    /** S2's way to name a single number. */
    number: NumberText.optional(),
    strategy: z.enum(['all', 'in-turn']).default('all'),
    ring_seconds: z.number().int().min(5).max(120).default(20),
    /** Whoever picks up presses 1 first, so that no answering machine of theirs takes the call. */
    screen: z.boolean().default(true),
    /** What the phone that rings shows. */
    caller_id: z.enum(['caller', 'called']).default('caller'),
  })
  .refine(({ targets, number }) => targets.length > 0 || number !== undefined, {
    path: ['targets'],
    message: 'Choose who rings.',
  });
type Dial = z.infer<typeof Dial>;

export const dialExits: readonly Exit[] = [
  { name: 'answered', label: 'After the conversation', optional: true },
  { name: 'no-answer', label: 'Nobody answers' },
  { name: 'busy', label: 'Busy', instead: 'no-answer' },
  { name: 'failed', label: 'Cannot be reached', instead: 'no-answer' },
];

/** Rings people, groups and numbers, all at once or in turn. Their forwarding rules apply. */
export const dial = nodeKind({
  kind: 'dial',
  label: 'Dial',
  group: 'connect',
  schema: Dial,
  blank: { targets: [] },
  waits: true,
  exits: () => dialExits,
  refers: (data) => targetsOf(data).map(referenceTo),
  step: (data, given) => dialStep({ ...data, targets: targetsOf(data) }, given),
});

function targetsOf({ targets, number }: Dial): Dialling['targets'] {
  return number === undefined ? targets : [...targets, { number }];
}

function referenceTo(target: Dialling['targets'][number], index: number): Reference {
  const field = `targets.${index}`;
  if ('person_id' in target) return { field, kind: 'person', id: target.person_id };
  if ('group_id' in target) return { field, kind: 'group', id: target.group_id };
  return { field, kind: 'number', id: target.number };
}
