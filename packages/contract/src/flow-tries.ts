import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Nothing, Timestamp } from './shapes.ts';

const read = { role: 'viewer', scope: 'flows.read' } as const;
const write = { role: 'manager', scope: 'flows.write' } as const;
const params = z.object({ flow_id: idOf('flow') });
const Name = z.string().trim().min(1).max(120);

/** What a simulated caller does at each question, in order. */
export const CallerAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('press'), digits: z.string().regex(/^[0-9*#]{1,32}$/) }),
  z.strictObject({ do: z.literal('speak'), text: z.string().min(1).max(500) }),
  z.strictObject({ do: z.literal('wait') }),
  z.strictObject({ do: z.literal('dialled'), outcome: z.enum(['answered', 'busy', 'no-answer', 'failed']) }),
  z.strictObject({ do: z.literal('leave-message'), seconds: z.number().int().min(0).max(600) }),
  z.strictObject({ do: z.literal('fetched'), status: z.number().int().min(100).max(599), body: z.unknown() }),
  z.strictObject({ do: z.literal('hang-up') }),
]);
export type CallerAct = z.infer<typeof CallerAct>;

export const TestCase = z
  .object({
    id: idOf('testcase'),
    name: z.string(),
    at: Timestamp.meta({ description: 'What time it is for the flow' }),
    caller: z.string(),
    called: z.string(),
    acts: z.array(CallerAct),
    expected_path: z.array(z.string()).meta({ description: 'Ids of the nodes that the call comes through, in order' }),
    last_result: z
      .object({
        passed: z.boolean(),
        at: Timestamp,
        way: z.enum(['steps', 'emulator']),
        problem: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'FlowTestCase' });
export type TestCase = z.infer<typeof TestCase>;

const GivenCase = z.strictObject({
  name: Name,
  at: Timestamp,
  caller: z.string().max(20),
  called: z.string().max(20),
  acts: z.array(CallerAct).max(50),
  expected_path: z.array(z.string().max(100)).max(300),
});

export const listTestCases = route({
  name: 'flows.test_cases',
  method: 'GET',
  path: '/api/flows/:flow_id/test-cases',
  summary: 'Kept runs of a flow',
  access: read,
  params,
  responses: { 200: z.object({ items: z.array(TestCase) }) },
});

export const keepTestCase = route({
  name: 'flows.keep_test_case',
  method: 'POST',
  path: '/api/flows/:flow_id/test-cases',
  summary: 'Keep a run as a test case; publishing runs all of them',
  access: write,
  params,
  body: GivenCase,
  responses: { 201: TestCase },
  refusals: ['flows.too_many_test_cases'],
});

export const deleteTestCase = route({
  name: 'flows.delete_test_case',
  method: 'DELETE',
  path: '/api/flows/:flow_id/test-cases/:test_case_id',
  summary: 'Forget a test case',
  access: write,
  params: z.object({ flow_id: idOf('flow'), test_case_id: idOf('testcase') }),
  responses: { 204: Nothing },
});

export const runTestCases = route({
  name: 'flows.run_test_cases',
  method: 'POST',
  path: '/api/flows/:flow_id/test-cases/run',
  summary: 'Run the test cases on the draft: step by step here, or as calls through the emulator',
  access: write,
  params,
  body: z.strictObject({
    way: z.enum(['steps', 'emulator']).default('steps'),
    test_case_id: idOf('testcase').optional(),
  }),
  responses: { 200: z.object({ items: z.array(TestCase) }) },
  refusals: ['simulator.not_simulated', 'flows.has_errors'],
});

export const callFlow = route({
  name: 'flows.call',
  method: 'POST',
  path: '/api/flows/:flow_id/test-call',
  summary: 'Call the flow through the emulator, as somebody outside would',
  access: { role: 'agent', scope: 'simulator.write' },
  params,
  body: z.strictObject({
    which: z.enum(['draft', 'live']).default('live'),
    from: z.string().max(20).optional(),
  }),
  responses: { 201: z.object({ call_sid: z.string(), version_id: z.string() }) },
  refusals: ['simulator.not_simulated', 'flows.has_errors', 'flows.not_published', 'calls.number_impossible'],
});
