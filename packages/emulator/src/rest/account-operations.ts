import { accountsOperations } from './accounts.ts';
import { applicationOperations } from './applications.ts';
import { availableNumberOperations } from './available-numbers.ts';
import { balanceOperations } from './balance.ts';
import { callEventOperations } from './call-events.ts';
import { callerIdOperations } from './caller-ids.ts';
import { keyOperations } from './keys.ts';
import { lookupOperations } from './lookups.ts';
import { monitorOperations } from './monitor.ts';
import { notificationOperations } from './notifications.ts';
import { numberOperations } from './numbers.ts';
import type { Operation } from './operation.ts';
import { pricingOperations } from './pricing.ts';
import { tokenOperations } from './tokens.ts';
import { usageRecordOperations } from './usage-records.ts';
import { usageTriggerOperations } from './usage-triggers.ts';

/** What an account has and does besides its calls. */
export const accountOperations: readonly Operation[] = [
  ...accountsOperations,
  ...keyOperations,
  ...tokenOperations,
  ...balanceOperations,
  ...applicationOperations,
  ...numberOperations,
  ...availableNumberOperations,
  ...callerIdOperations,
  ...usageRecordOperations,
  ...usageTriggerOperations,
  ...notificationOperations,
  ...callEventOperations,
  ...monitorOperations,
  ...pricingOperations,
  ...lookupOperations,
];
