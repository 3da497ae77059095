import { deleteTestCase, runTestCases, type TestCase } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CircleCheck, CircleDashed, CircleX, Trash2 } from 'lucide-react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayUndoable } from '../../ui/toasts.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { useEditor } from './editor-store.ts';
import { flowKeys, testCasesQuery } from './flow-queries.ts';
import { useKeepCase } from './test-call/keep-case.tsx';
import { actWords } from './test-call/lines.ts';
import type { TestWorld } from './test-call/test-run.ts';

/** The runs that were kept; publishing repeats them all. */
export function TestCases({ world, mayWrite }: { world: TestWorld; mayWrite: boolean }) {
  const flowId = useEditor((state) => state.flowId);
  const isSaved = useEditor((state) => state.saved === 'saved');
  const { carrier } = useWorkspace();
  const cases = useQuery(testCasesQuery(flowId));
  const run = useRunCases(flowId);
  const items = cases.data?.items ?? [];
  return (
    <section aria-labelledby="test-cases" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h2 id="test-cases" className="font-semibold">
        Test cases
      </h2>
      {cases.isPending ? <Skeleton rows={2} rowHeight={48} label="Loading test cases" /> : null}
      {cases.isError ? <Failure error={cases.error} /> : null}
      {cases.isSuccess && items.length === 0 ? (
        <p className="text-[13px] text-muted">None yet. Keep a test call or a path, and publishing repeats it.</p>
      ) : null}
      {items.length > 0 && mayWrite ? (
        <div className="flex flex-wrap gap-2">
          <Button size="small" disabled={run.isPending || !isSaved} onClick={() => run.mutate('steps')}>
            {run.isPending ? 'Running…' : 'Run all'}
          </Button>
          {carrier.mode === 'emulator' ? (
            <Button size="small" disabled={run.isPending || !isSaved} onClick={() => run.mutate('emulator')}>
              Run all as calls
            </Button>
          ) : null}
        </div>
      ) : null}
      {run.error ? <Failure error={run.error} /> : null}
      <ul aria-label="Test cases" className="grid grid-cols-[minmax(0,1fr)] gap-1">
        {items.map((testCase) => (
          <CaseItem key={testCase.id} testCase={testCase} world={world} mayWrite={mayWrite} />
        ))}
      </ul>
    </section>
  );
}

function Failure({ error }: { error: unknown }) {
  return (
    <p role="alert" className="text-[13px] text-danger-text">
      {sentenceOf(error)}
    </p>
  );
}

function CaseItem({ testCase, world, mayWrite }: { testCase: TestCase; world: TestWorld; mayWrite: boolean }) {
  const { name, acts, last_result: last } = testCase;
  const remove = useRemoveCase(testCase, world);
  const Icon = !last ? CircleDashed : last.passed ? CircleCheck : CircleX;
  return (
    <li className="flex items-start gap-2 rounded-md py-1">
      <Icon
        size={16}
        aria-hidden
        className={last && !last.passed ? 'mt-1 shrink-0 text-danger-text' : 'mt-1 shrink-0 text-muted'}
      />
      <div className="min-w-0 flex-1">
        <p className="break-words">{name}</p>
        <p className="text-[13px] break-words text-muted">
          {last ? (
            <>
              {last.passed ? 'Passed' : 'Failed'} {last.way === 'emulator' ? 'as a call ' : ''}
              <RelativeTime at={last.at} />
              {last.problem ? `: ${last.problem}` : ''}
            </>
          ) : (
            `Not run yet · ${acts.map(actWords).join(', ') || 'the call comes in'}`
          )}
        </p>
        {remove.error ? <Failure error={remove.error} /> : null}
      </div>
      {mayWrite ? (
        <IconButton
          name={`Delete ${name}`}
          icon={<Trash2 size={14} aria-hidden />}
          disabled={remove.isPending}
          onClick={() => remove.mutate()}
        />
      ) : null}
    </li>
  );
}

function useRunCases(flowId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (way: 'steps' | 'emulator') => api(runTestCases, { params: { flow_id: flowId }, body: { way } }),
    onSuccess: (done) => client.setQueryData(testCasesQuery(flowId).queryKey, done),
  });
}

function useRemoveCase(testCase: TestCase, world: TestWorld) {
  const flowId = useEditor((state) => state.flowId);
  const client = useQueryClient();
  const keep = useKeepCase(world);
  return useMutation({
    mutationFn: () => api(deleteTestCase, { params: { flow_id: flowId, test_case_id: testCase.id } }),
    onSuccess: async () => {
      const { name, acts, at, caller, called } = testCase;
      sayUndoable(`“${name}” was deleted.`, () => keep.mutate({ name, acts, given: { at, caller, called } }));
      await client.invalidateQueries({ queryKey: [...flowKeys.testCases, flowId] });
    },
  });
}
