import { keepTestCase } from '@offhook/contract';
import { type SimulatedAct, simulate } from '@offhook/flow';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../app/api.ts';
import { sentenceOf } from '../../../app/failures.ts';
import { useMay } from '../../../app/session.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { sayDone } from '../../../ui/toasts.tsx';
import { useEditor } from '../editor-store.ts';
import { flowKeys } from '../flow-queries.ts';
import { actWords } from './lines.ts';
import type { TestGiven } from './test-given.ts';
import { actsOf, type TestRun, type TestWorld } from './test-run.ts';

/** Keeps the run as a test case, which publishing repeats. */
export function KeepCase({ test, world }: { test: TestRun; world: TestWorld }) {
  const mayWrite = useMay('manager');
  const acts = actsOf(test);
  const [name, setName] = useState('');
  const keep = useKeepCase(world);
  const why = reasonAgainst(test);
  if (!mayWrite) return null;
  return (
    <form
      aria-label="Keep as a test case"
      className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!why)
          keep.mutate(
            { name: name.trim() || nameFor(acts), given: test.given, acts },
            { onSuccess: () => setName('') },
          );
      }}
    >
      <TextField
        label="Keep as a test case"
        hint={why ?? 'Publishing repeats it and says when the call comes another way.'}
        error={keep.error ? sentenceOf(keep.error) : undefined}
        placeholder={nameFor(acts)}
        maxLength={120}
        disabled={why !== undefined}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" className="h-9 self-start mt-6" disabled={why !== undefined || keep.isPending}>
        Keep
      </Button>
    </form>
  );
}

function reasonAgainst({ edited, given, steps }: TestRun): string | undefined {
  if (edited) return 'Variables or the clock were changed by hand; start again to keep a run.';
  if (given.beginAt !== null) return 'Only a call from the start can be kept.';
  return steps.some(({ problem }) => problem) ? 'A run that cannot go on is no test case.' : undefined;
}

/** What was done, in one line: `Pressed 1, nobody answered`. */
export function nameFor(acts: readonly SimulatedAct[]): string {
  const words = acts.map(actWords).join(', ').slice(0, 120);
  return words === '' ? 'The call comes in' : words.charAt(0) + words.slice(1).toLowerCase();
}

export interface CaseToKeep {
  name: string;
  given: Pick<TestGiven, 'at' | 'caller' | 'called'>;
  acts: readonly SimulatedAct[];
}

/** Ids of the nodes that a call with these acts comes through. */
export function pathOf({ given, acts }: Omit<CaseToKeep, 'name'>, world: TestWorld): readonly string[] {
  const { graph, others, directory } = world;
  return simulate({
    graphOf: (version) => (version === null ? graph : others.get(version)),
    version: null,
    around: { at: new Date(given.at), directory },
    acts,
    called: given.called,
    caller: given.caller,
  }).visited;
}

export function useKeepCase(world: TestWorld) {
  const flowId = useEditor((state) => state.flowId);
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ name, given: { at, caller, called }, acts }: CaseToKeep) =>
      api(keepTestCase, {
        params: { flow_id: flowId },
        body: {
          ...{ name, at, caller, called },
          // The same acts; what a request answered has always a body there.
          acts: acts.map((act) => (act.do === 'fetched' ? { ...act, body: act.body ?? null } : act)),
          expected_path: [...pathOf({ given: { at, caller, called }, acts }, world)],
        },
      }),
    onSuccess: async ({ name }) => {
      sayDone(`“${name}” was kept as a test case.`);
      await client.invalidateQueries({ queryKey: [...flowKeys.testCases, flowId] });
    },
  });
}
