import type { FlowPath } from '@offhook/flow';
import { Route } from 'lucide-react';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { indentXml } from '../calls/indent-xml.ts';
import { Code } from './code-view.tsx';
import { noRun, useEditor } from './editor-store.ts';
import { nodeName } from './node-words.ts';
import { edgesAlong, endWords } from './path-words.ts';
import { nameFor, pathOf, useKeepCase } from './test-call/keep-case.tsx';
import { actWords } from './test-call/lines.ts';
import type { TestWorld } from './test-call/test-run.ts';

interface PathItemProps {
  path: FlowPath;
  world: TestWorld;
  given: { at: string; caller: string; called: string };
  mayWrite: boolean;
}

/** One way through the flow: what is done on it, where it comes through, and each document. */
export function PathItem(props: PathItemProps) {
  const { path, world } = props;
  const [open, setOpen] = useState(false);
  const nodes = path.nodes.flatMap((id) => world.graph.nodes.find((node) => node.id === id) ?? []);
  const { words, tone } = endWords[path.end];
  return (
    <li className="rounded-lg border">
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary className="grid min-h-8 gap-1 rounded-lg px-3 py-2 hover:bg-sunken">
          <span className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 break-words">{path.acts.map(actWords).join(' → ') || 'The call comes in'}</span>
            <Badge tone={tone}>{words}</Badge>
          </span>
          <span className="text-[13px] break-words text-muted">
            {nodes.map((node) => nodeName(world.graph, node)).join(' → ')}
          </span>
        </summary>
        {open ? <PathDetails {...props} /> : null}
      </details>
    </li>
  );
}

function PathDetails({ path, world, given, mayWrite }: PathItemProps) {
  const run = useEditor((state) => state.run);
  const setRun = useEditor((state) => state.setRun);
  const isShown = run.active === null && run.visited === path.nodes;
  const edges = () => edgesAlong(path.nodes, world.graph);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-3 pb-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          aria-pressed={isShown}
          onClick={() => setRun(isShown ? noRun : { active: null, visited: path.nodes, edges: edges() })}
        >
          <Route size={14} aria-hidden /> {isShown ? 'Shown in the drawing' : 'Show in the drawing'}
        </Button>
        {mayWrite ? <KeepPath path={path} world={world} given={given} /> : null}
      </div>
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-2">
        {path.steps.map(({ twiml }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the documents of a path stay in their order.
          <li key={index}>
            <Code label={`Document ${index + 1}`} text={indentXml(twiml)} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function KeepPath({ path, world, given }: Omit<PathItemProps, 'mayWrite'>) {
  const keep = useKeepCase(world);
  const comes = pathOf({ given, acts: path.acts }, world);
  // A path may need another time or another caller than now.
  const isWayNow = comes.length === path.nodes.length && comes.every((id, index) => id === path.nodes[index]);
  if (!isWayNow)
    return (
      <p className="min-h-7 content-center text-[13px] text-muted">
        A call comes this way at another time, or from another caller: set them in the test call to keep it.
      </p>
    );
  return (
    <>
      <Button
        size="small"
        disabled={keep.isPending}
        onClick={() => keep.mutate({ name: nameFor(path.acts), given, acts: path.acts })}
      >
        Keep as a test case
      </Button>
      {keep.error ? (
        <p role="alert" className="w-full text-[13px] text-danger-text">
          {sentenceOf(keep.error)}
        </p>
      ) : null}
    </>
  );
}
