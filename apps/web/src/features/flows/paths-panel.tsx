import { type FlowPath, pathsOf } from '@offhook/flow';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { serverNowMs } from '../../app/clock.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { callersNumber } from '../simulator/callers-number.ts';
import { noRun, useEditor } from './editor-store.ts';
import { PathItem } from './path-item.tsx';
import { ownNumber } from './test-call/test-given.ts';
import { useTestWorld } from './test-call/use-test-world.ts';
import { TestCases } from './test-cases.tsx';

const shownAtFirst = 30;
const mostPaths = 500;

/** Every way through the flow, and the runs that were kept. */
export function PathsPanel() {
  const world = useTestWorld();
  const mayWrite = useMay('manager');
  const graph = useDeferredValue(world.graph);
  const flowId = useEditor((state) => state.flowId);
  const { directory } = world;
  // The time of the first look: a path is not another one because a minute went by.
  const [at] = useState(() => new Date(serverNowMs()).toISOString());
  const setRun = useEditor((state) => state.setRun);
  useEffect(() => () => setRun(noRun), [setRun]);
  const given = { at, caller: callersNumber, called: ownNumber(directory, flowId) };
  const { paths, complete } = useMemo(() => {
    const around = { at: new Date(at), caller: callersNumber, called: ownNumber(directory, flowId), directory };
    return pathsOf(graph, { around, limit: mostPaths });
  }, [graph, directory, flowId, at]);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] content-start gap-6 p-4">
      <TestCases world={world} mayWrite={mayWrite} />
      <section aria-labelledby="all-paths" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        <h2 id="all-paths" className="font-semibold">
          All paths
        </h2>
        <p role="status" className="text-[13px] text-muted">
          {countInWords(paths.length, complete)}
        </p>
        <PathList paths={paths} world={world} given={given} mayWrite={mayWrite} />
      </section>
    </div>
  );
}

function countInWords(count: number, complete: boolean): string {
  if (!complete) return `The first ${count} ways through the flow; there are more.`;
  return count === 1 ? 'One way through the flow.' : `${count} ways through the flow; loops are followed once.`;
}

function PathList(props: {
  paths: readonly FlowPath[];
  world: ReturnType<typeof useTestWorld>;
  given: { at: string; caller: string; called: string };
  mayWrite: boolean;
}) {
  const { paths, ...rest } = props;
  const [shown, setShown] = useState(shownAtFirst);
  return (
    <>
      <ol aria-label="Paths" className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {paths.slice(0, shown).map((path, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a path has no name but its place in the list.
          <PathItem key={index} path={path} {...rest} />
        ))}
      </ol>
      {paths.length > shown ? (
        <Button className="justify-self-center" onClick={() => setShown(shown + shownAtFirst)}>
          Show more
        </Button>
      ) : null}
    </>
  );
}
