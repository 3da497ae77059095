import type { Directory, ForwardingRule } from '@offhook/flow';
import type { Tx } from '#runtime/database/database';

/** Features beside this one, which cannot know one another: app.ts joins them. Ids as they stand in JSON. */
export interface BoxNeighbours {
  directory: (tx: Tx) => Promise<Directory>;
  /** Whatever leads calls to a box and does not stand in the directory, in words. */
  usesOfBox: (tx: Tx, boxId: string) => Promise<string[]>;
  /** Undefined: there is none. */
  numberOfId: (tx: Tx, numberId: string) => Promise<{ label: string } | undefined>;
}

/** What in the directory leads calls to a box, in words. */
export function leadingToBox({ numbers, people }: Directory, boxId: string): string[] {
  const leadsThere = (rules: readonly ForwardingRule[]) =>
    rules.some(({ to }) => to.kind === 'box' && to.box_id === boxId);
  const ofNumbers = Object.entries(numbers)
    .filter(
      ([, { route, forwarding, box_id }]) =>
        box_id === boxId || (route.kind === 'box' && route.box_id === boxId) || leadsThere(forwarding),
    )
    .map(([number, { label }]) => `the number ${label || number}`);
  const ofPeople = Object.values(people)
    .filter(({ forwarding }) => leadsThere(forwarding))
    .map(({ name }) => `the forwarding of ${name}`);
  return [...ofNumbers, ...ofPeople];
}
