import type { FlowProblem } from '@offhook/flow';
import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react';
import { useEditor } from './editor-store.ts';
import { countInWords, inOrder } from './problem-words.ts';

/** What is wrong with the flow, always up to date; each line leads to its field. */
export function ProblemsPanel() {
  const problems = useEditor((state) => state.problems);
  return (
    <section aria-label="Problems" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 role="status" className="font-semibold">
        {countInWords(problems)}
      </h2>
      {problems.length === 0 ? (
        <p className="flex items-center gap-2 text-[13px] text-muted">
          <CircleCheck size={16} aria-hidden /> Every way through the flow ends well. It can be published.
        </p>
      ) : (
        <ul className="grid gap-px">
          {inOrder(problems).map((problem) => (
            <ProblemItem
              key={`${problem.nodeId} ${problem.field} ${problem.code} ${problem.sentence}`}
              problem={problem}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function ProblemItem({ problem }: { problem: FlowProblem }) {
  const node = useEditor((state) => state.graph.nodes.find(({ id }) => id === problem.nodeId));
  const select = useEditor((state) => state.select);
  const inspect = useEditor((state) => state.inspect);
  const isError = problem.severity === 'error';
  const Icon = isError ? CircleAlert : TriangleAlert;
  const words = (
    <>
      <Icon
        size={16}
        aria-hidden
        className={isError ? 'mt-0.5 shrink-0 text-danger-text' : 'mt-0.5 shrink-0 text-[var(--st-warn-fg)]'}
      />
      <span className="min-w-0 break-words">
        <span className="text-muted">{isError ? 'Error' : 'Warning'}:</span> {problem.sentence}
      </span>
    </>
  );
  const look = 'flex min-h-8 w-full items-start gap-2 rounded-md px-2 py-1.5 text-left text-[13px]';
  if (!node) return <li className={look}>{words}</li>;
  return (
    <li>
      <button
        type="button"
        className={`${look} hover:bg-sunken`}
        onClick={() => {
          select([node.id]);
          // A problem of the node as a whole is mended from its name on.
          inspect(node.id, problem.field ?? 'name');
        }}
      >
        {words}
      </button>
    </li>
  );
}
