import { FlowCannotRun, type FlowGraph, newSession, printTwiml, runFlow, type Surroundings } from '@offhook/flow';
import { serverNowMs } from '../../app/clock.ts';
import { indentXml } from '../calls/indent-xml.ts';
import { callersNumber } from '../simulator/callers-number.ts';
import { CodeView } from './code-view.tsx';
import { useEditor } from './editor-store.ts';
import { ownNumber } from './test-call/test-given.ts';

/** The first document of a call that comes in now. */
export function TwimlView() {
  const graph = useEditor((state) => state.graph);
  const directory = useEditor((state) => state.directory);
  const flowId = useEditor((state) => state.flowId);
  const around = {
    at: new Date(serverNowMs()),
    caller: callersNumber,
    called: ownNumber(directory, flowId),
    directory,
  };
  return (
    <CodeView
      title="TwiML"
      note="What a caller hears first, if the call came now. Addresses that begin with flow: become real ones in a call; the test call shows every later document."
      text={firstDocument(graph, around)}
    />
  );
}

function firstDocument(graph: FlowGraph, around: Surroundings): string {
  try {
    const { verbs } = runFlow({ graphOf: () => graph, session: newSession(null, around), around });
    return indentXml(printTwiml(verbs));
  } catch (error) {
    if (error instanceof FlowCannotRun) return `<!-- ${error.message} -->`;
    throw error;
  }
}
