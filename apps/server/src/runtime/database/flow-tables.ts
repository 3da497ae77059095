import type { CallerAct, TestCase } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow/shapes';
import type { Id } from '@offhook/kit';
import type { ColumnType, Generated } from 'kysely';

type Tenant = { tenant_id: Id<'workspace'> };
/** Set once, when the row is made. */
type Fixed<T> = ColumnType<T, T, never>;
/** Who did something: the id as it stands in JSON, and the name of that moment. */
export type Who = { id: string; name: string };
type Json<T> = ColumnType<T, string, string>;
type MaybeJson<T> = ColumnType<T | null, string | null, string | null>;

/** The tables of call flows and their prompts as Kysely sees them. */
export interface FlowTables {
  flows: Tenant & {
    id: Id<'flow'>;
    name: string;
    description: string;
    draft: Json<FlowGraph>;
    draft_refers: string[];
    revision: number;
    draft_saved_by: MaybeJson<Who>;
    draft_saved_at: Date;
    live_version_id: Generated<Id<'version'> | null>;
    live_refers: Generated<string[]>;
    live_revision: Generated<number | null>;
    created_by: Fixed<string | null>;
    created_at: Fixed<Date>;
    changed_at: Date;
    deleted_at: Generated<Date | null>;
  };
  flow_versions: Tenant & {
    id: Id<'version'>;
    flow_id: Id<'flow'>;
    kind: Fixed<'published' | 'test'>;
    number: number;
    name: string;
    graph: ColumnType<FlowGraph, string, never>;
    start_node: string;
    revision: number;
    note: string;
    published_by: ColumnType<Who | null, string | null, never>;
    published_at: Date;
    twiml_cache: string | null;
    total_calls: Generated<number>;
    last_used_at: Generated<Date | null>;
  };
  flow_prompts: Tenant & { media_id: Id<'media'>; name: string; created_at: Fixed<Date> };
  flow_presence: Tenant & { flow_id: Id<'flow'>; person_id: Id<'person'>; is_editing: boolean; seen_at: Date };
  flow_test_cases: Tenant & {
    id: Id<'testcase'>;
    flow_id: Id<'flow'>;
    name: string;
    at: Fixed<Date>;
    caller: string;
    called: string;
    acts: ColumnType<CallerAct[], string, never>;
    expected_path: ColumnType<string[], string, never>;
    last_result: ColumnType<TestCase['last_result'], string | null, string | null>;
  };
}
