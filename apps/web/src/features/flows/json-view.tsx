import { writeGraph } from '@offhook/flow';
import { CodeView } from './code-view.tsx';
import { useEditor } from './editor-store.ts';

/** The flow as it can be exported, and as the API takes it. */
export function JsonView() {
  const graph = useEditor((state) => state.graph);
  return (
    <CodeView
      title="JSON"
      note="The flow definition, as the API takes it and export writes it."
      text={JSON.stringify(writeGraph(graph), null, 2)}
    />
  );
}
