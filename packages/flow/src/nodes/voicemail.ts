import { z } from 'zod';
import { entryOf } from '../entry-of.ts';
import { ends, greet, messageOf, takesNothing, thanks } from '../message.ts';
import { leaves, nodeKind, type StepGiven, type StepResult } from '../node-kind.ts';

const Voicemail = z.object({
  /** Left out, or deleted meanwhile: the box of the number that was called, or the workspace's. */
  box_id: z.string().min(1).max(60).optional(),
});

/** Takes a message. */
export const voicemail = nodeKind({
  kind: 'voicemail',
  label: 'Voicemail',
  group: 'end',
  schema: Voicemail,
  blank: {},
  waits: true,
  exits: () => [
    { name: 'left', label: 'Message left', optional: true },
    { name: 'full', label: 'Box is full', optional: true },
  ],
  refers: ({ box_id }) => (box_id ? [{ field: 'box_id', kind: 'box', id: box_id }] : []),
  step: voicemailStep,
});

function voicemailStep({ box_id }: z.infer<typeof Voicemail>, given: StepGiven): StepResult {
  const { session, input, called, directory } = given;
  if (!input) {
    const known = [box_id, entryOf(directory.numbers, called)?.box_id, directory.default_box_id];
    const boxId = known.find((id) => id && Object.hasOwn(directory.boxes, id)) ?? '';
    const box = entryOf(directory.boxes, boxId);
    if (box?.is_full) return leaves(session, 'full', [{ verb: 'say', text: takesNothing(box) }]);
    return greet(boxId, given);
  }
  const message = messageOf(given);
  if (!message) return ends(session, 'No message was recorded. Goodbye.');
  return { ...leaves(session, 'left', [{ verb: 'say', text: thanks }]), effects: [message] };
}
