import { Directory, FlowGraph } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, PageQuery, pageOf, Timestamp } from './shapes.ts';

/** What is wrong with a flow, and where: an error keeps it from being published, a warning does not. */
export const FlowProblem = z
  .object({
    node_id: z.string().nullable(),
    field: z.string().nullable().meta({ description: "Of the node's data, such as `options.1` or `targets.0`" }),
    severity: z.enum(['error', 'warning']),
    code: z.string(),
    sentence: z.string(),
  })
  .meta({ id: 'FlowProblem' });
export type FlowProblem = z.infer<typeof FlowProblem>;

export const FlowVersion = z
  .object({
    id: idOf('version'),
    flow_id: idOf('flow'),
    number: z.number().int().meta({ description: 'Counts from 1' }),
    note: z.string(),
    published_by: z.object({ id: z.string(), name: z.string() }).nullable(),
    published_at: Timestamp,
    is_live: z.boolean(),
    total_calls: z.number().int(),
  })
  .meta({ id: 'FlowVersion' });
export type FlowVersion = z.infer<typeof FlowVersion>;

export const FlowSummary = z
  .object({
    id: idOf('flow'),
    name: z.string(),
    description: z.string(),
    live_version: FlowVersion.nullable(),
    has_unpublished_changes: z.boolean(),
    numbers: z.array(z.string()).meta({ description: 'Numbers that lead here' }),
    total_calls: z.number().int(),
    last_used_at: Timestamp.nullable(),
    created_at: Timestamp,
    changed_at: Timestamp,
    // S2's names.
    version: z.number().int().meta({ description: 'Number of the live version; 0 before the first' }),
    is_active: z.boolean(),
    created_by: z.string().nullable(),
    phone_number_id: z.string().nullable(),
  })
  .meta({ id: 'FlowSummary' });
export type FlowSummary = z.infer<typeof FlowSummary>;

export const Flow = FlowSummary.extend({
  draft: FlowGraph,
  revision: z.number().int().meta({ description: 'Of the draft: send it back with the next save' }),
  draft_saved_by: z.object({ id: z.string(), name: z.string() }).nullable(),
  problems: z.array(FlowProblem),
  flow_definition: FlowGraph.meta({ description: 'S2: the live version, or the draft before the first' }),
  twiml_cache: z.string().nullable().meta({ description: 'S2: what the live version says first' }),
}).meta({ id: 'Flow' });
export type Flow = z.infer<typeof Flow>;

const read = { role: 'viewer', scope: 'flows.read' } as const;
const write = { role: 'manager', scope: 'flows.write' } as const;
const params = z.object({ flow_id: idOf('flow') });
const versionParams = z.object({ flow_id: idOf('flow'), version_id: idOf('version') });
const Name = z.string().trim().min(1).max(120);
/** Whoever sends a bare graph has forgotten what is around it. */
const NewName = z
  .string({
    error: ({ input }) => (input === undefined ? 'is missing; nodes and edges belong into flow_definition' : undefined),
  })
  .trim()
  .min(1)
  .max(120);
const Description = z.string().trim().max(1000);
/** Parsed node by node by the flow package, so that a problem names node and field. */
const GivenGraph = z
  .unknown()
  .meta({ description: 'A FlowGraph: `nodes` and `edges`, as S2 documents `flow_definition`' });
/** The largest graph with long texts in every node, and enough of a larger one to say what is wrong with it. */
const maxBodyBytes = 4 * 1024 * 1024;

export const listFlows = route({
  name: 'flows.list',
  method: 'GET',
  path: '/api/flows',
  summary: 'Call flows by name',
  access: read,
  query: PageQuery.extend({ q: z.string().trim().max(120).optional() }),
  responses: { 200: pageOf(FlowSummary) },
});

export const createFlow = route({
  name: 'flows.create',
  method: 'POST',
  path: '/api/flows',
  summary: 'A new flow: empty, from a template, or from a flow definition',
  maxBodyBytes,
  access: write,
  body: z.strictObject({
    name: NewName,
    description: Description.default(''),
    template: z.string().max(60).optional(),
    flow_definition: GivenGraph.optional(),
  }),
  responses: { 201: Flow },
  refusals: ['flows.name_taken', 'flows.no_template', 'flows.two_contents', 'flows.unreadable'],
});

export const getFlow = route({
  name: 'flows.get',
  method: 'GET',
  path: '/api/flows/:flow_id',
  summary: 'One flow with its draft and what is wrong with it',
  access: read,
  params,
  responses: { 200: Flow },
});

export const changeFlow = route({
  name: 'flows.change',
  method: 'PATCH',
  path: '/api/flows/:flow_id',
  summary: 'Rename or describe a flow',
  access: write,
  params,
  body: z.strictObject({ name: Name.optional(), description: Description.optional() }),
  responses: { 200: Flow },
  refusals: ['flows.name_taken'],
});

export const deleteFlow = route({
  name: 'flows.delete',
  method: 'DELETE',
  path: '/api/flows/:flow_id',
  summary: 'Delete a flow that no number and no other flow leads to',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['flows.in_use'],
});

export const saveDraft = route({
  name: 'flows.save_draft',
  method: 'PUT',
  path: '/api/flows/:flow_id/draft',
  summary: 'Save the draft; calls are not touched by it',
  description:
    'Carries the revision that the change began with. When somebody saved meanwhile it is refused with who, when and their revision; `overwrite` saves all the same.',
  maxBodyBytes,
  access: write,
  params,
  body: z.strictObject({
    flow_definition: GivenGraph,
    base_revision: z.number().int(),
    overwrite: z.boolean().default(false),
  }),
  responses: {
    200: z.object({ revision: z.number().int(), saved_at: Timestamp, problems: z.array(FlowProblem) }),
  },
  refusals: ['flows.conflict', 'flows.unreadable'],
});

export const checkGraph = route({
  name: 'flows.check',
  method: 'POST',
  path: '/api/flows/check',
  summary: 'What is wrong with a flow definition, without saving it',
  maxBodyBytes,
  access: read,
  body: z.strictObject({ flow_definition: GivenGraph }),
  responses: { 200: z.object({ problems: z.array(FlowProblem) }) },
  refusals: ['flows.unreadable'],
});

export const publishFlow = route({
  name: 'flows.publish',
  method: 'POST',
  path: '/api/flows/:flow_id/publish',
  summary: 'Make the draft the live version; calls under way finish on theirs',
  access: write,
  params,
  body: z.strictObject({ revision: z.number().int(), note: z.string().trim().max(500).default('') }),
  responses: { 201: FlowVersion },
  refusals: ['flows.has_errors', 'flows.conflict', 'flows.test_case_fails'],
});

export const listVersions = route({
  name: 'flows.versions',
  method: 'GET',
  path: '/api/flows/:flow_id/versions',
  summary: 'Published versions, newest first',
  access: read,
  params,
  query: PageQuery,
  responses: { 200: pageOf(FlowVersion) },
});

export const getVersion = route({
  name: 'flows.version',
  method: 'GET',
  path: '/api/flows/:flow_id/versions/:version_id',
  summary: 'One published version with its flow definition',
  access: read,
  params: versionParams,
  responses: { 200: FlowVersion.extend({ flow_definition: FlowGraph }) },
});

export const restoreVersion = route({
  name: 'flows.restore',
  method: 'POST',
  path: '/api/flows/:flow_id/versions/:version_id/restore',
  summary: 'Make an older version the draft',
  access: write,
  params: versionParams,
  body: z.strictObject({ base_revision: z.number().int(), overwrite: z.boolean().default(false) }),
  responses: { 200: Flow },
  refusals: ['flows.conflict'],
});

export const duplicateFlow = route({
  name: 'flows.duplicate',
  method: 'POST',
  path: '/api/flows/:flow_id/duplicate',
  summary: "A new flow with this one's draft, or with one that was sent",
  maxBodyBytes,
  access: write,
  params,
  body: z.strictObject({ name: Name, flow_definition: GivenGraph.optional() }),
  responses: { 201: Flow },
  refusals: ['flows.name_taken', 'flows.unreadable'],
});

export const FlowTemplate = z
  .object({ id: z.string(), name: z.string(), description: z.string(), flow_definition: FlowGraph })
  .meta({ id: 'FlowTemplate' });
export type FlowTemplate = z.infer<typeof FlowTemplate>;

export const listTemplates = route({
  name: 'flows.templates',
  method: 'GET',
  path: '/api/flows/templates',
  summary: 'Flows to begin with',
  access: read,
  responses: { 200: z.object({ items: z.array(FlowTemplate) }) },
});

export const getDirectory = route({
  name: 'flows.directory',
  method: 'GET',
  path: '/api/flows/directory',
  summary: 'What flows may refer to: hours, people, groups, boxes, flows, numbers, prompts',
  access: read,
  responses: { 200: Directory },
});

export const notePresence = route({
  name: 'flows.presence',
  method: 'PUT',
  path: '/api/flows/:flow_id/presence',
  summary: 'Say that one has the flow open, and hear who else has; repeat every ten seconds',
  access: read,
  params,
  body: z.strictObject({ is_editing: z.boolean() }),
  responses: {
    200: z.object({
      people: z.array(z.object({ id: z.string(), name: z.string(), is_editing: z.boolean(), seen_at: Timestamp })),
      revision: z.number().int(),
    }),
  },
});

export const FlowAnalytics = z
  .object({
    calls: z.number().int(),
    nodes: z.array(
      z.object({
        node_id: z.string(),
        calls: z.number().int().meta({ description: 'Calls that came here' }),
        ended_here: z.number().int().meta({ description: 'Callers who hung up here' }),
        average_seconds: z.number().nullable(),
        exits: z.array(z.object({ exit: z.string(), calls: z.number().int() })),
      }),
    ),
  })
  .meta({ id: 'FlowAnalytics' });
export type FlowAnalytics = z.infer<typeof FlowAnalytics>;

export const getFlowAnalytics = route({
  name: 'flows.analytics',
  method: 'GET',
  path: '/api/flows/:flow_id/analytics',
  summary: 'How calls came through a version: by node and exit',
  access: read,
  params,
  query: z.object({
    version_id: idOf('version').optional().meta({ description: 'Left out: the live one' }),
    days: z.coerce.number().int().min(1).max(366).default(30),
  }),
  responses: { 200: FlowAnalytics },
});
