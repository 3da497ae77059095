import type { Flow } from '@offhook/contract';
import type { Directory } from '@offhook/flow';
import { useQuery } from '@tanstack/react-query';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { EditorFrame } from './editor-frame.tsx';
import { EditorProvider, makeEditorStore } from './editor-store.ts';
import { directoryQuery, flowQuery } from './flow-queries.ts';

/** One call flow, open to be changed. */
export function EditorPage() {
  const { flowId } = useParams({ from: '/inside/flows/$flowId' });
  // An older copy would be edited on a revision that is gone.
  const flow = useQuery({ ...flowQuery(flowId), staleTime: 0, refetchOnMount: 'always' });
  const directory = useQuery(directoryQuery);
  const failed = flow.isError ? flow : directory.isError ? directory : undefined;
  if (flow.data && directory.data && flow.isFetchedAfterMount)
    return <OpenFlow key={flowId} flow={flow.data} directory={directory.data} />;
  return (
    <Page title="Call flow">
      {failed ? (
        <FailedState what="This call flow" error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Skeleton rows={6} rowHeight={72} label="Loading the call flow" />
      )}
    </Page>
  );
}

function OpenFlow({ flow, directory }: { flow: Flow; directory: Directory }) {
  const readOnly = !useMay('manager');
  const { node } = useSearch({ from: '/inside/flows/$flowId' });
  const [store] = useState(() => {
    const { id, draft, revision } = flow;
    const made = makeEditorStore({ flowId: id, graph: draft, revision, directory, readOnly });
    if (draft.nodes.some((each) => each.id === node)) made.getState().inspect(node ?? null);
    return made;
  });
  // The workspace around the flow changes while it is open: a prompt is added, a person leaves.
  useEffect(() => store.getState().setDirectory(directory), [store, directory]);
  return (
    <EditorProvider value={store}>
      <EditorFrame flow={flow} />
    </EditorProvider>
  );
}
