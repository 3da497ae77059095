import { type Flow, publishFlow } from '@offhook/contract';
import { diffFlows, diffWords } from '@offhook/flow';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { codeOf, sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { DiffList } from './diff-list.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { flowKeys, flowQuery, versionQuery, versionsQuery } from './flow-queries.ts';
import { countInWords } from './problem-words.ts';

interface PublishProps {
  flow: Flow;
  saveNow: () => Promise<boolean>;
  onClose: () => void;
  onShowProblems: () => void;
}

const unsaved = {
  conflict: 'Somebody else saved this flow meanwhile. Decide what becomes of your changes first.',
  offline: 'The draft could not be saved, so it cannot be published. Check the connection and try again.',
};

/** Makes the draft what callers hear: what changes, whether anything is wrong with it, and a note for the versions. */
export function PublishDialog({ flow, saveNow, onClose, onShowProblems }: PublishProps) {
  const problems = useEditor((editor) => editor.problems);
  const hasErrors = problems.some(({ severity }) => severity === 'error');
  const saved = useEditor((editor) => (editor.saved === 'conflict' ? 'conflict' : 'offline'));
  const [note, setNote] = useState('');
  const publish = usePublish(flow, saveNow, onClose);
  // The server knows of errors that the page cannot see, such as a circle through another flow.
  const isBarred = hasErrors || codesOfFaults.has(codeOf(publish.error) ?? '');
  return (
    <Dialog
      onClose={onClose}
      title={`Publish ${flow.name}`}
      description={
        flow.numbers.length > 0
          ? `Calls to ${flow.numbers.join(', ')} go this way at once. Calls under way finish on the version that they began with.`
          : noNumber
      }
    >
      <Changes flow={flow} />
      {problems.length > 0 ? (
        <p className="flex flex-wrap items-center gap-2">
          <span className={hasErrors ? 'text-danger-text' : ''}>
            {countInWords(problems)}.{hasErrors ? ' Errors must be mended first.' : ' Warnings do not prevent it.'}
          </span>
          <Button size="small" onClick={onShowProblems}>
            Show
          </Button>
        </p>
      ) : null}
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!publish.isPending && !isBarred) publish.mutate(note.trim());
        }}
      >
        <TextArea
          label="Note"
          hint="What is new, for whoever looks at the versions later. May stay empty."
          maxLength={500}
          rows={2}
          value={note}
          error={publish.error ? sentenceOf(publish.error) : publish.data === 'unsaved' ? unsaved[saved] : undefined}
          onChange={(event) => setNote(event.target.value)}
        />
        {isBarred ? (
          <p id="publish-barred" className="text-[13px] text-danger-text">
            Callers would run into what is wrong, so this draft cannot be published yet.
          </p>
        ) : null}
        <Button
          type="submit"
          look="primary"
          disabled={isBarred}
          aria-disabled={publish.isPending}
          aria-describedby={isBarred ? 'publish-barred' : undefined}
        >
          {publish.isPending ? 'Publishing…' : `Publish version ${(flow.live_version?.number ?? 0) + 1}`}
        </Button>
      </form>
    </Dialog>
  );
}

const codesOfFaults: ReadonlySet<string> = new Set(['flows.has_errors', 'flows.test_case_fails']);

const noNumber = (
  <>
    No number leads here yet: choose this flow in{' '}
    <Link to="/numbers" className="text-accent-text underline underline-offset-2">
      Numbers
    </Link>{' '}
    afterwards.
  </>
);

function Changes({ flow }: { flow: Flow }) {
  const { live_version: live } = flow;
  const graph = useEditor((editor) => editor.graph);
  const version = useQuery({ ...versionQuery(flow.id, live?.id ?? ''), enabled: live !== null });
  if (!live) return <p>This is the first version.</p>;
  if (version.isError)
    return <FailedState what="The live version" error={version.error} onRetry={() => void version.refetch()} />;
  if (!version.data) return <Skeleton rows={2} rowHeight={24} label="Comparing with the live version" />;
  return (
    <section aria-label="Changes" className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="text-[13px] font-medium">Against version {live.number}, which is live</h3>
      <DiffList words={diffWords(diffFlows(version.data.flow_definition, graph))} />
    </section>
  );
}

function usePublish(flow: Flow, saveNow: () => Promise<boolean>, onDone: () => void) {
  const store = useEditorStore();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (note: string) => {
      // The server publishes what it has: the draft that this page shows must have got there.
      if (!(await saveNow())) return 'unsaved';
      const { revision } = store.getState();
      return api(publishFlow, { params: { flow_id: flow.id }, body: { revision, note } });
    },
    onSuccess: async (version) => {
      if (version === 'unsaved') return;
      const { number } = version;
      onDone();
      sayDone(`Version ${number} is live.`);
      store.getState().say(`Version ${number} is live`);
      await Promise.all([
        client.invalidateQueries({ queryKey: flowQuery(flow.id).queryKey }),
        client.invalidateQueries({ queryKey: flowKeys.lists }),
        client.invalidateQueries({ queryKey: flowKeys.directory }),
        client.invalidateQueries({ queryKey: versionsQuery(flow.id).queryKey }),
      ]);
    },
  });
}
