import { changeFlow, deleteFlow, duplicateFlow, type FlowSummary } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Copy, Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import { flowKeys } from './flow-queries.ts';

type Asking = 'rename' | 'duplicate' | 'delete';

/** What can be done with a flow without opening it. */
export function FlowMenu({ flow }: { flow: FlowSummary }) {
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  return (
    <>
      <Menu
        trigger={
          <IconButton name={`More for ${flow.name}`} icon={<Ellipsis size={16} aria-hidden />} className="relative" />
        }
        entries={[
          { label: 'Rename…', icon: <Pencil size={14} aria-hidden />, run: () => setAsking('rename') },
          { label: 'Duplicate…', icon: <Copy size={14} aria-hidden />, run: () => setAsking('duplicate') },
          { label: 'Delete…', icon: <Trash2 size={14} aria-hidden />, run: () => setAsking('delete') },
        ]}
      />
      {asking === 'rename' ? <RenameDialog flow={flow} onClose={close} /> : null}
      {asking === 'duplicate' ? <DuplicateDialog flow={flow} onClose={close} /> : null}
      {asking === 'delete' ? <DeleteDialog flow={flow} onClose={close} /> : null}
    </>
  );
}

interface AskProps {
  flow: FlowSummary;
  onClose: () => void;
}

function useFlowChange<Input>({ onClose }: AskProps, change: (input: Input) => Promise<unknown>, done: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      sayDone(done);
      onClose();
      await client.invalidateQueries({ queryKey: flowKeys.all });
    },
  });
}

export function RenameDialog(props: AskProps) {
  const { flow, onClose } = props;
  const [name, setName] = useState(flow.name);
  const [description, setDescription] = useState(flow.description);
  const change = useFlowChange(
    props,
    () => api(changeFlow, { params: { flow_id: flow.id }, body: { name: name.trim(), description } }),
    'The flow was renamed.',
  );
  return (
    <Dialog onClose={onClose} title="Rename the flow">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!change.isPending) change.mutate(undefined);
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={120}
          value={name}
          error={change.error ? sentenceOf(change.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label="Description"
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <Button type="submit" look="primary">
          Save
        </Button>
      </form>
    </Dialog>
  );
}

export function DuplicateDialog(props: AskProps) {
  const { flow, onClose } = props;
  const [name, setName] = useState(`${flow.name} (copy)`.slice(0, 120));
  const copy = useFlowChange(
    props,
    () => api(duplicateFlow, { params: { flow_id: flow.id }, body: { name: name.trim() } }),
    'The flow was duplicated.',
  );
  return (
    <Dialog onClose={onClose} title="Duplicate the flow" description="The copy begins with the draft, unpublished.">
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!copy.isPending) copy.mutate(undefined);
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
        <Button type="submit" look="primary">
          Duplicate
        </Button>
      </form>
    </Dialog>
  );
}

function DeleteDialog(props: AskProps) {
  const { flow, onClose } = props;
  const remove = useFlowChange(
    props,
    () => api(deleteFlow, { params: { flow_id: flow.id } }),
    `${flow.name} was deleted.`,
  );
  return (
    <Dialog
      onClose={onClose}
      title={`Delete ${flow.name}?`}
      description="Its versions and test cases go with it. Calls under way finish on their version. This cannot be undone."
    >
      {remove.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(remove.error)}
        </p>
      ) : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
          Delete flow
        </Button>
      </div>
    </Dialog>
  );
}
