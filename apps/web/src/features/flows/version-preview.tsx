import type { Flow, FlowVersion } from '@offhook/contract';
import type { FlowGraph } from '@offhook/flow';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { StillCanvas } from './canvas/canvas.tsx';
import { EditorProvider, makeEditorStore, useEditor } from './editor-store.ts';
import { versionQuery } from './flow-queries.ts';

/** A published version as a drawing that cannot be changed. */
export function VersionPreview(props: { flow: Flow; version: FlowVersion; onClose: () => void }) {
  const { flow, version } = props;
  const content = useQuery(versionQuery(flow.id, version.id));
  return (
    <Dialog
      onClose={props.onClose}
      title={`Version ${version.number}`}
      description={version.note || 'Published without a note.'}
      className="w-[min(1100px,calc(100vw-24px))]"
    >
      <div className="h-[60dvh] overflow-hidden rounded-lg border">
        {content.isError ? (
          <FailedState what="The version" error={content.error} onRetry={() => void content.refetch()} />
        ) : null}
        {content.isPending ? <Skeleton rows={6} rowHeight={64} label="Loading the version" /> : null}
        {content.data ? <Drawing versionId={version.id} graph={content.data.flow_definition} /> : null}
      </div>
    </Dialog>
  );
}

function Drawing({ versionId, graph }: { versionId: string; graph: FlowGraph }) {
  const directory = useEditor((editor) => editor.directory);
  const [store] = useState(() => makeEditorStore({ flowId: versionId, graph, revision: 0, directory, readOnly: true }));
  return (
    <EditorProvider value={store}>
      <StillCanvas />
    </EditorProvider>
  );
}
