import { indentXml } from '../../calls/indent-xml.ts';
import { Code } from '../code-view.tsx';
import { actWords } from './lines.ts';
import type { TestStep } from './test-run.ts';

/** The document of each step, the last one open. */
export function StepTwiml({ steps }: { steps: readonly TestStep[] }) {
  const documents = steps.filter(({ twiml }) => twiml !== '');
  return (
    <details className="rounded-lg border">
      <summary className="min-h-8 rounded-lg px-3 py-1.5 font-medium hover:bg-sunken">
        TwiML of each step ({documents.length})
      </summary>
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-3 px-3 pb-3">
        {documents.map(({ act, twiml }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: documents are only ever added at the end.
          <li key={index} className="grid grid-cols-[minmax(0,1fr)] gap-1">
            <p className="text-[13px] text-muted">
              {index + 1}. {act ? actWords(act) : 'The call comes in'}
            </p>
            <Code label={`Document ${index + 1}`} text={indentXml(twiml)} />
          </li>
        ))}
      </ol>
    </details>
  );
}
