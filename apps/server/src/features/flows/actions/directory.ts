import type { Directory } from '@offhook/flow/shapes';
import { formatId } from '@offhook/kit';
import { forwardingForDirectory } from '#features/forwarding';
import { groupsForDirectory } from '#features/groups';
import { hoursForDirectory } from '#features/hours';
import { numbersForDirectory } from '#features/numbers';
import { promptsForDirectory } from '#features/prompts';
import type { Tx } from '#runtime/database/database';
import { allFlows } from '../store/flows.ts';

/** What flows, numbers and forwarding rules of a workspace know of each other, as one snapshot. In its transaction. */
export async function directoryOf(tx: Tx): Promise<Directory> {
  return {
    hours: await hoursForDirectory(tx),
    people: await forwardingForDirectory(tx),
    groups: await groupsForDirectory(tx),
    boxes: {},
    default_box_id: null,
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
