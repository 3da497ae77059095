import { ApiError } from '@offhook/contract';
import { FlowGraph } from '@offhook/flow';
import { z } from 'zod';

/** What somebody else saved while this draft was being changed. */
export type Theirs = z.infer<typeof Theirs>;
const Theirs = z.object({
  name: z.string(),
  saved_at: z.string(),
  revision: z.number(),
  flow_definition: FlowGraph,
});

/** Undefined for any other failure. */
export function conflictIn(error: unknown): Theirs | undefined {
  if (!(error instanceof ApiError) || error.code !== 'flows.conflict') return undefined;
  return Theirs.safeParse(error.problem.details).data;
}
