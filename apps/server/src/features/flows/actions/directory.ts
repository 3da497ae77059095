import type { Directory } from '@offhook/flow/shapes';
import { formatId } from '@offhook/kit';
import { forwardingForDirectory } from '#features/forwarding';
import { groupsForDirectory } from '#features/groups';
import { hoursForDirectory } from '#features/hours';
import { numbersForDirectory } from '#features/numbers';
import { promptsForDirectory } from '#features/prompts';
import { boxesForDirectory, boxesOfPeople } from '#features/voicemail';
import type { Tx } from '#runtime/database/database';
import { allFlows } from '../store/flows.ts';

/** What flows, numbers and forwarding rules of a workspace know of each other, as one snapshot. In its transaction. */
export async function directoryOf(tx: Tx): Promise<Directory> {
  return {
    hours: await hoursForDirectory(tx),
    people: await peopleForDirectory(tx),
    groups: await groupsForDirectory(tx),
    ...(await boxesForDirectory(tx)),
    flows: await flowsForDirectory(tx),
    numbers: await numbersForDirectory(tx),
    prompts: await promptsForDirectory(tx),
  };
}

async function flowsForDirectory(tx: Tx): Promise<Directory['flows']> {
  const flows = await allFlows(tx);
  return Object.fromEntries(
    flows.map(({ id, name, liveVersionId }) => [
      formatId('flow', id),
      { name, live_version_id: liveVersionId && formatId('version', liveVersionId) },
    ]),
  );
}

async function peopleForDirectory(tx: Tx): Promise<Directory['people']> {
  const boxOf = await boxesOfPeople(tx);
  const people = Object.entries(await forwardingForDirectory(tx));
  return Object.fromEntries(people.map(([id, person]) => [id, { ...person, box_id: boxOf[id] ?? null }]));
}
