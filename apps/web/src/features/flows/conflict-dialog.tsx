import { duplicateFlow } from '@offhook/contract';
import { diffFlows, diffWords } from '@offhook/flow';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import type { Theirs } from './conflict.ts';
import { DiffList } from './diff-list.tsx';
import { useEditor } from './editor-store.ts';
import type { Saving } from './use-autosave.ts';

/** Somebody else saved first: see the difference, then take theirs, overwrite it, or keep both. */
export function ConflictDialog(props: { theirs: Theirs; saving: Saving; name: string; onLater: () => void }) {
  const { theirs, saving, name } = props;
  const [shown, setShown] = useState(false);
  const [copying, setCopying] = useState(false);
  const graph = useEditor((editor) => editor.graph);
  const close = saving.forgetTheirs;
  return (
    <Dialog
      onClose={props.onLater}
      title="Saved by somebody else meanwhile"
      description={
        <>
          {theirs.name} saved this flow <RelativeTime at={theirs.saved_at} />, after you opened it. Yours is not saved.
        </>
      }
    >
      <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
        See what yours would change in theirs
      </Button>
      {shown ? <DiffList words={diffWords(diffFlows(theirs.flow_definition, graph))} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button
          onClick={() => {
            saving.adopt(theirs.flow_definition, theirs.revision);
            close();
          }}
        >
          Take theirs
        </Button>
        <Button onClick={() => setCopying(true)}>Keep mine as a copy…</Button>
        <Button look="danger" onClick={() => void saving.overwrite().then((done) => done && close())}>
          Overwrite with mine
        </Button>
      </div>
      {copying ? <CopyForm theirs={theirs} saving={saving} name={`${name} (mine)`} /> : null}
    </Dialog>
  );
}

/** Mine becomes a flow of its own, and this one shows what they saved. */
function CopyForm({ theirs, saving, name: proposed }: { theirs: Theirs; saving: Saving; name: string }) {
  const [name, setName] = useState(proposed.slice(0, 120));
  const navigate = useNavigate();
  const flowId = useEditor((editor) => editor.flowId);
  const graph = useEditor((editor) => editor.graph);
  const copy = useMutation({
    mutationFn: () =>
      api(duplicateFlow, { params: { flow_id: flowId }, body: { name: name.trim(), flow_definition: graph } }),
    onSuccess: async (flow) => {
      // At once, or the guard of unsaved changes would still stand in the way to the copy.
      flushSync(() => {
        saving.adopt(theirs.flow_definition, theirs.revision);
        saving.forgetTheirs();
      });
      sayDone('Yours was kept as a new flow.');
      await navigate({ to: '/flows/$flowId', params: { flowId: flow.id } });
    },
  });
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_auto] items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (!copy.isPending) copy.mutate();
      }}
    >
      <TextField
        label="Name of the copy"
        required
        maxLength={120}
        value={name}
        error={copy.error ? sentenceOf(copy.error) : undefined}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit" look="primary" className="mt-6 h-9">
        Keep
      </Button>
    </form>
  );
}
