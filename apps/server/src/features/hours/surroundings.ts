import type { Directory, FlowGraph } from '@offhook/flow/shapes';
import type { Tx } from '#runtime/database/database';

/** The phone system around opening hours, groups and forwarding. Features below this one cannot know it: app.ts joins it. */
export interface Surroundings {
  directory: (tx: Tx) => Promise<Directory>;
  /** What is live of the flows, by id as it stands in JSON. */
  liveGraphs: (tx: Tx) => Promise<ReadonlyMap<string, FlowGraph>>;
  /** What follows hours or rings a group and does not stand in the directory, in words. */
  usesElsewhere: (tx: Tx, of: Used) => Promise<string[]>;
}

/** The id as it stands in JSON. */
export interface Used {
  kind: 'hours' | 'group';
  id: string;
}
