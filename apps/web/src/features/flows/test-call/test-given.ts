import type { Directory } from '@offhook/flow';

/** A number of the workspace: one that leads to the flow before any other. */
export function ownNumber(directory: Directory, flowId?: string): string {
  const numbers = Object.entries(directory.numbers);
  const leading = numbers.find(([, { route }]) => route.kind === 'flow' && route.flow_id === flowId);
  return (leading ?? numbers[0])?.[0] ?? '+14155550199';
}

/** What a test call begins with. */
export interface TestGiven {
  /** UTC. */
  at: string;
  caller: string;
  called: string;
  /** A node to begin at instead of the start. */
  beginAt: string | null;
}
