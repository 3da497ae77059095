import type { Directory } from '@offhook/flow';
import { parseId } from '@offhook/kit';
import { forwardingForDirectory } from '#features/forwarding';
import { groupsForDirectory } from '#features/groups';
import { hoursForDirectory } from '#features/hours';
import { numberById, numbersForDirectory } from '#features/numbers';
import { boxesForDirectory, boxesOfPeople } from '#features/voicemail';
import type { Tx } from '#runtime/database/database';

/** What the features of a workspace know of each other's phone system, as one snapshot of it. */
export async function directoryOf(tx: Tx): Promise<Directory> {
  const boxOf = await boxesOfPeople(tx);
  const people = Object.entries(await forwardingForDirectory(tx));
  return {
    hours: await hoursForDirectory(tx),
    people: Object.fromEntries(people.map(([id, person]) => [id, { ...person, box_id: boxOf[id] ?? null }])),
    groups: await groupsForDirectory(tx),
    flows: {},
    numbers: await numbersForDirectory(tx),
    prompts: {},
    ...(await boxesForDirectory(tx)),
  };
}

/** A number by its id as it stands in JSON. */
export async function numberOfId(tx: Tx, numberId: string): Promise<{ label: string } | undefined> {
  const id = parseId('number', numberId);
  return id && numberById(tx, id);
}
