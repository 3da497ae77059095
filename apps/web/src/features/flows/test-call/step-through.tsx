import type { SimulatedAct } from '@offhook/flow';
import { useEffect, useRef, useState } from 'react';
import { serverNowMs } from '../../../app/clock.ts';
import { callersNumber } from '../../simulator/callers-number.ts';
import { noRun, useEditor } from '../editor-store.ts';
import { GivenFields } from './given-fields.tsx';
import { litPath } from './lit-path.ts';
import { RunningTest } from './running-test.tsx';
import { ownNumber, type TestGiven } from './test-given.ts';
import { actInTest, beginTest, stepBack, type TestRun, withVariable } from './test-run.ts';
import { useTestWorld } from './use-test-world.ts';

/** The flow, run in the page: nothing is dialled, nothing is sent, and nothing is kept unless asked for. */
export function StepThrough() {
  const world = useTestWorld();
  const flowId = useEditor((state) => state.flowId);
  const [given, setGiven] = useState<TestGiven>(() => ({
    at: new Date(serverNowMs()).toISOString(),
    caller: callersNumber,
    called: ownNumber(world.directory, flowId),
    beginAt: null,
  }));
  const { test, become, place } = useLitTest();
  if (!test) return <GivenFields given={given} onChange={setGiven} onBegin={() => become(beginTest(given, world))} />;
  return (
    <div ref={place} tabIndex={-1} className="grid grid-cols-[minmax(0,1fr)] gap-3 outline-none">
      <RunningTest
        test={test}
        world={world}
        onAct={(act: SimulatedAct) => become(actInTest(test, act, world))}
        onVariable={(name, value) => become(withVariable(test, name, value))}
        onGiven={(changed) => become({ ...test, given: { ...test.given, ...changed }, edited: true })}
        onStepBack={() => become(stepBack(test))}
        onAgain={() => become(beginTest(test.given, world))}
        onChangeGiven={() => {
          setGiven(test.given);
          become(undefined);
        }}
      />
    </div>
  );
}

/** The test that runs; the drawing shows where it is for as long as it is here. */
function useLitTest() {
  const [test, setTest] = useState<TestRun>();
  const graph = useEditor((state) => state.graph);
  const setRun = useEditor((state) => state.setRun);
  const place = useRef<HTMLDivElement>(null);
  const steps = test?.steps.length ?? 0;
  useEffect(() => {
    setRun(test ? litPath(test, graph) : noRun);
  }, [test, graph, setRun]);
  useEffect(() => () => setRun(noRun), [setRun]);
  useEffect(() => {
    // The button that was pressed may be gone with its question.
    if (steps > 0 && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, [steps]);
  return { test, become: setTest, place };
}
