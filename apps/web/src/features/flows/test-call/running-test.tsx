import type { SimulatedAct } from '@offhook/flow';
import { RotateCcw, Undo2 } from 'lucide-react';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { useEditor } from '../editor-store.ts';
import { nodeName } from '../node-words.ts';
import { KeepCase } from './keep-case.tsx';
import { StepControls } from './step-controls.tsx';
import { StepTwiml } from './step-twiml.tsx';
import type { TestGiven } from './test-given.ts';
import { stateOf, type TestRun, type TestState, type TestWorld } from './test-run.ts';
import { TestTranscript } from './test-transcript.tsx';
import { TestVariables } from './test-variables.tsx';

export interface RunningTestProps {
  test: TestRun;
  world: TestWorld;
  onAct: (act: SimulatedAct) => void;
  onVariable: (name: string, value: string) => void;
  onGiven: (changed: Partial<TestGiven>) => void;
  onStepBack: () => void;
  onAgain: () => void;
  onChangeGiven: () => void;
}

/** A test call under way: what was said, what can be done now, and what the flow knows. */
export function RunningTest(props: RunningTestProps) {
  const { test, world, onAct } = props;
  const state = stateOf(test);
  const run = test.steps.at(-1)?.run;
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <Where test={test} state={state} />
        <div className="flex shrink-0 gap-1">
          <Button size="small" look="ghost" disabled={test.steps.length < 2} onClick={props.onStepBack}>
            <Undo2 size={14} aria-hidden /> Step back
          </Button>
          <Button size="small" look="ghost" onClick={props.onAgain}>
            <RotateCcw size={14} aria-hidden /> Again
          </Button>
        </div>
      </div>
      <TestTranscript steps={test.steps} directory={world.directory} />
      {run && (state === 'waits' || state === 'asks') ? (
        <StepControls key={test.steps.length} run={run} onAct={onAct} />
      ) : (
        <Over nodeId={test.steps.at(-1)?.problem?.nodeId ?? null} onChangeGiven={props.onChangeGiven} />
      )}
      <TestVariables test={test} onChange={props.onVariable} onGiven={props.onGiven} />
      <StepTwiml steps={test.steps} />
      <KeepCase test={test} world={world} />
    </>
  );
}

function Over({ nodeId, onChangeGiven }: { nodeId: string | null; onChangeGiven: () => void }) {
  const graph = useEditor((state) => state.graph);
  const node = graph.nodes.find(({ id }) => id === nodeId);
  const inspect = useEditor((state) => state.inspect);
  return (
    <div className="flex flex-wrap gap-2">
      {node ? <Button onClick={() => inspect(node.id)}>Go to “{nodeName(graph, node)}”</Button> : null}
      <Button onClick={onChangeGiven}>New test call</Button>
    </div>
  );
}

const badges: Record<TestState, { words: string; tone: 'live' | 'neutral' | 'danger' }> = {
  waits: { words: 'In call', tone: 'live' },
  asks: { words: 'In call', tone: 'live' },
  ended: { words: 'Ended by the flow', tone: 'neutral' },
  'hung-up': { words: 'Caller hung up', tone: 'neutral' },
  failed: { words: 'Cannot go on', tone: 'danger' },
};

function Where({ test, state }: { test: TestRun; state: TestState }) {
  const session = test.steps.at(-1)?.run?.session;
  const graph = useEditor((state) => state.graph);
  const node = session?.version === null ? graph.nodes.find(({ id }) => id === session.at) : undefined;
  const flows = useEditor(({ directory }) => directory.flows);
  const other = session?.version
    ? Object.values(flows).find((flow) => flow.live_version_id === session.version)
    : undefined;
  const { words, tone } = badges[state];
  const place = node ? `at ${nodeName(graph, node)}` : other ? `in ${other.name}` : '';
  return (
    <p role="status" className="flex min-w-0 items-center gap-2">
      <Badge tone={tone} className="shrink-0">
        {words}
      </Badge>
      {place ? <span className="min-w-0 truncate text-[13px] text-muted">{place}</span> : null}
    </p>
  );
}
