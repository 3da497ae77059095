import { createHmac } from 'node:crypto';
import type { Id } from '@offhook/kit';
import type { Keys } from '#runtime/keys';

/**
 * Hashes numbers as one workspace keeps them: whoever reads the table without the key cannot try all numbers. 128 bits of
 * HMAC-SHA-256 are kept: of a billion numbers no two meet, and the index of a register is half as large.
 */
export function numberHasher(keys: Pick<Keys, 'mac'>, tenantId: Id<'workspace'>): (number: string) => Buffer {
  const half = (name: string) => keys.mac(Buffer.from(`suppressions/${name}/${tenantId}`));
  const key = Buffer.concat([half('one'), half('two')]);
  return (number) => createHmac('sha256', key).update(number).digest().subarray(0, 16);
}
