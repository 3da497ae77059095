import { type Flow, type FlowVersion, restoreVersion } from '@offhook/contract';
import { diffFlows, diffWords } from '@offhook/flow';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayFailed, sayUndoable } from '../../ui/toasts.tsx';
import { DiffList } from './diff-list.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { flowQuery, versionQuery, versionsQuery } from './flow-queries.ts';
import type { Saving } from './use-autosave.ts';
import { VersionPreview } from './version-preview.tsx';

interface VersionsProps {
  flow: Flow;
  saving: Saving;
}

/** Every published version, newest first: who, when, why; to look at, to compare, and to take back as the draft. */
export function VersionsPanel(props: VersionsProps) {
  const versions = useInfiniteQuery(versionsQuery(props.flow.id));
  const items = versions.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section aria-label="Versions" className="grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 className="font-semibold">Versions</h2>
      {versions.isError ? (
        <FailedState what="The versions" error={versions.error} onRetry={() => void versions.refetch()} />
      ) : null}
      {versions.isPending ? <Skeleton rows={3} rowHeight={72} label="Loading the versions" /> : null}
      {versions.isSuccess && items.length === 0 ? (
        <p className="text-[13px] text-muted">
          Nothing was published yet. Callers hear a flow from its first version on.
        </p>
      ) : null}
      <ol aria-label="Versions" className="divide-y">
        {items.map((version) => (
          <VersionItem key={version.id} version={version} {...props} />
        ))}
      </ol>
      {versions.hasNextPage ? (
        <Button disabled={versions.isFetchingNextPage} onClick={() => void versions.fetchNextPage()}>
          Older versions
        </Button>
      ) : null}
    </section>
  );
}

function VersionItem({ version, flow, saving }: VersionsProps & { version: FlowVersion }) {
  const [open, setOpen] = useState<'preview' | 'diff'>();
  const readOnly = useEditor((editor) => editor.readOnly);
  const restore = useRestore(flow, saving);
  const name = `version ${version.number}`;
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1.5 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">Version {version.number}</span>
        {version.is_live ? <Badge tone="live">Live</Badge> : null}
        <span className="tabular ml-auto text-[13px] text-muted">
          {version.total_calls} {version.total_calls === 1 ? 'call' : 'calls'}
        </span>
      </div>
      <p className="text-[13px] text-muted">
        {version.published_by?.name ?? 'An API key'}, <RelativeTime at={version.published_at} />
      </p>
      {version.note ? <p className="break-words">{version.note}</p> : null}
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-label={`Look at ${name}`} onClick={() => setOpen('preview')}>
          Look
        </Button>
        <Button
          size="small"
          aria-label={`Compare ${name} with the draft`}
          aria-expanded={open === 'diff'}
          onClick={() => setOpen(open === 'diff' ? undefined : 'diff')}
        >
          Compare
        </Button>
        {readOnly ? null : (
          <Button
            size="small"
            aria-label={`Restore as draft: ${name}`}
            disabled={restore.isPending}
            onClick={() => restore.mutate(version)}
          >
            Restore as draft
          </Button>
        )}
      </div>
      {open === 'diff' ? <Difference flowId={flow.id} version={version} /> : null}
      {open === 'preview' ? <VersionPreview flow={flow} version={version} onClose={() => setOpen(undefined)} /> : null}
    </li>
  );
}

function Difference({ flowId, version }: { flowId: string; version: FlowVersion }) {
  const graph = useEditor((editor) => editor.graph);
  const content = useQuery(versionQuery(flowId, version.id));
  if (content.isError)
    return <FailedState what="The version" error={content.error} onRetry={() => void content.refetch()} />;
  if (!content.data) return <Skeleton rows={2} rowHeight={24} />;
  return (
    <>
      <p className="text-[13px] text-muted">What the draft changes in version {version.number}:</p>
      <DiffList words={diffWords(diffFlows(content.data.flow_definition, graph))} />
    </>
  );
}

function useRestore(flow: Flow, saving: Saving) {
  const store = useEditorStore();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (version: FlowVersion) => {
      await saving.saveNow();
      const { revision } = store.getState();
      const params = { flow_id: flow.id, version_id: version.id };
      return { restored: await api(restoreVersion, { params, body: { base_revision: revision } }), version };
    },
    onError: sayFailed,
    onSuccess: async ({ restored, version }) => {
      saving.adopt(restored.draft, restored.revision);
      sayUndoable(`Version ${version.number} is the draft now. It is not live until you publish it.`, () =>
        store.getState().undo(),
      );
      await client.invalidateQueries({ queryKey: flowQuery(flow.id).queryKey });
    },
  });
}
