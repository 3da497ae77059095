import type { NumberUse } from '@offhook/contract';
import { parseId } from '@offhook/kit';
import { flowsThatRefer } from '#features/flows';
import { numberById } from '#features/numbers';
import type { Tx } from '#runtime/database/database';

/** A number by its id as it stands in JSON. */
export async function numberOfId(tx: Tx, numberId: string): Promise<{ label: string } | undefined> {
  const id = parseId('number', numberId);
  return id && numberById(tx, id);
}

async function inWords(tx: Tx, id: string): Promise<string[]> {
  return (await flowsThatRefer(tx, id)).map(({ name }) => `the flow "${name}"`);
}

/** What would not work in flows without something that they name. */
export const usesByFlows = {
  usesElsewhere: (tx: Tx, { id }: { id: string }): Promise<string[]> => inWords(tx, id),
  usesOfBox: inWords,
  usesOfNumber: async (tx: Tx, phoneNumber: string): Promise<NumberUse[]> =>
    (await flowsThatRefer(tx, phoneNumber)).map(({ id, name }) => ({
      kind: 'flow',
      id,
      sentence: `The flow "${name}" calls it.`,
    })),
};
