import { accountsOperations } from './accounts.ts';
import { applicationOperations } from './applications.ts';
import { availableNumberOperations } from './available-numbers.ts';
import { keyOperations } from './keys.ts';
import { numberOperations } from './numbers.ts';
import type { Operation } from './operation.ts';
import { tokenOperations } from './tokens.ts';

/** What an account has and does besides its calls. */
export const accountOperations: readonly Operation[] = [
  ...accountsOperations,
  ...keyOperations,
  ...tokenOperations,
  ...applicationOperations,
  ...numberOperations,
  ...availableNumberOperations,
];
