import { afterHours } from './after-hours.ts';
import { appointments } from './appointments.ts';
import { onCall } from './on-call.ts';
import { openingHours } from './opening-hours.ts';
import { reception } from './reception.ts';
import { salesSupport } from './sales-support.ts';
import type { FlowTemplate } from './template.ts';

export { instantiate } from './instantiate.ts';
export type { FlowTemplate } from './template.ts';

/** Flows to begin with. */
export const templates: readonly FlowTemplate[] = [
  reception,
  openingHours,
  salesSupport,
  afterHours,
  onCall,
  appointments,
];
