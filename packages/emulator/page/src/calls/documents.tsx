import { useMemo } from 'preact/hooks';
import type { CallJson, DocumentJson } from '../../../src/control/shapes.ts';
import { useSession } from '../session/session.ts';
import { isLive } from '../ui/badge.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { Lines, Tree } from './tree.tsx';
import { readTwiml } from './twiml-tree.ts';

/** The document that runs, as a tree with the running verb lit; and those that ran before. */
export function Documents({ call }: { call: CallJson }) {
  const current = call.documents.at(-1);
  const earlier = call.documents.slice(0, -1).reverse();
  return (
    <Panel title="TwiML" aside={<span class="hint">{countWords(call.documents.length)}</span>}>
      {current ? <DocumentTree document={current} isRunning={isLive(call)} /> : <Nothing>No document yet.</Nothing>}
      {earlier.map((document, index) => (
        <details key={index}>
          <summary>
            <Time at={document.at} /> {originOf(document)}
          </summary>
          <DocumentTree document={document} isRunning={false} />
        </details>
      ))}
    </Panel>
  );
}

function countWords(count: number): string {
  return count === 1 ? '1 document' : `${count} documents`;
}

function originOf({ method, url }: DocumentJson): string {
  return url === null ? 'given with the call' : `${method ?? 'POST'} ${url}`;
}

function DocumentTree({ document, isRunning }: { document: DocumentJson; isRunning: boolean }) {
  const { grammar } = useSession().live;
  const root = useMemo(() => readTwiml(document.twiml, grammar), [document.twiml, grammar]);
  return (
    <div class="document">
      <p class="origin">
        <Time at={document.at} /> {originOf(document)}
      </p>
      {root ? <Tree root={root} steps={document.steps} isRunning={isRunning} /> : <Lines text={document.twiml} />}
    </div>
  );
}
