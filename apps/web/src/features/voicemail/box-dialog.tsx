import { changeBox, createBox, type VoicemailBox } from '@offhook/contract';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { useMay, useSession } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField, TextArea, TextField } from '../../ui/field.tsx';
import { Switch } from '../../ui/switch.tsx';
import { hoursListQuery } from '../hours/queries.ts';
import { type BoxDraft, draftOfBox, fieldsOf } from './box-draft.ts';
import { useOwners } from './box-owners.ts';
import { boxesQuery, voicemailKeys } from './queries.ts';

/** Creates a box, or changes the one given. */
export function BoxDialog({ box, onClose }: { box: VoicemailBox | undefined; onClose: () => void }) {
  const own = useOwnBox();
  const [draft, setDraft] = useState(() => ({ ...draftOfBox(box), ...(box ? {} : own) }));
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => {
      const fields = fieldsOf(draft);
      if (box) return api(changeBox, { params: { box_id: box.id }, body: fields });
      const { ownerKind: owner_kind, ownerId } = draft;
      return api(createBox, { body: { ...fields, owner_kind, ...(owner_kind !== 'shared' && { owner_id: ownerId }) } });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: voicemailKeys.all });
      onClose();
    },
  });
  const set = (part: Partial<BoxDraft>) => setDraft({ ...draft, ...part });
  const failure = save.error ? sentenceOf(save.error) : undefined;
  const field = fieldOf(save.error) ?? /^(\w+)[.:]/.exec(failure ?? '')?.[1] ?? '';
  const errorOf = (name: string) => (field.split('.')[0] === name ? failure : undefined);
  const placed = ['name', 'owner_id', 'hours_id', 'notify_emails', 'max_message_seconds', 'max_messages'];
  return (
    <Dialog onClose={onClose} title={box ? `Edit ${box.name}` : 'New voicemail box'}>
      <form
        className="grid grid-cols-[minmax(0,1fr)] gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={80}
          value={draft.name}
          error={errorOf('name')}
          onChange={(event) => set({ name: event.target.value })}
        />
        {box ? null : <OwnerFields draft={draft} error={errorOf('owner_id')} onChange={set} />}
        <HoursField value={draft.hoursId} error={errorOf('hours_id')} onChange={(hoursId) => set({ hoursId })} />
        <Limits draft={draft} errorOf={errorOf} onChange={set} />
        <Notices draft={draft} error={errorOf('notify_emails')} onChange={set} />
        {failure && !placed.includes(field.split('.')[0] ?? '') ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {failure}
          </p>
        ) : null}
        <Button type="submit" look="primary" disabled={save.isPending}>
          {box ? 'Save' : 'Create box'}
        </Button>
      </form>
    </Dialog>
  );
}

/** What somebody who may only make a box of their own starts with. */
function useOwnBox(): Pick<BoxDraft, 'ownerKind' | 'ownerId'> | undefined {
  const mayManage = useMay('manager');
  const { person } = useSession();
  return mayManage ? undefined : { ownerKind: 'person', ownerId: person.id };
}

interface PartProps {
  draft: BoxDraft;
  error: string | undefined;
  onChange: (part: Partial<BoxDraft>) => void;
}

function OwnerFields({ draft, error, onChange }: PartProps) {
  const mayManage = useMay('manager');
  const owners = useOwners(draft.ownerKind);
  if (!mayManage) return <p className="text-[13px] text-muted">It is your own: you and managers see what is in it.</p>;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <SelectField
        label="Owner"
        value={draft.ownerKind}
        onChange={(event) => {
          const ownerKind = kinds.find(([kind]) => kind === event.target.value)?.[0];
          if (ownerKind) onChange({ ownerKind, ownerId: '' });
        }}
      >
        {kinds.map(([kind, words]) => (
          <option key={kind} value={kind}>
            {words}
          </option>
        ))}
      </SelectField>
      {draft.ownerKind === 'shared' ? null : (
        <SelectField
          label="Which one"
          required
          value={draft.ownerId}
          error={error}
          hint={owners?.length === 0 ? 'There is none yet.' : undefined}
          onChange={(event) => onChange({ ownerId: event.target.value })}
        >
          <option value="">Choose…</option>
          {owners?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
    </div>
  );
}

const kinds = [
  ['shared', 'Everybody'],
  ['person', 'A person'],
  ['number', 'A number'],
  ['group', 'A group'],
] as const;

function HoursField(props: { value: string; error: string | undefined; onChange: (hoursId: string) => void }) {
  const hours = useQuery(hoursListQuery).data?.items ?? [];
  return (
    <SelectField
      label="Opening hours"
      hint="After-hours and holiday greetings follow them."
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.target.value)}
    >
      <option value="">None</option>
      {hours.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  );
}

function Limits(props: Omit<PartProps, 'error'> & { errorOf: (name: string) => string | undefined }) {
  const { draft, errorOf, onChange } = props;
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <TextField
        label="Longest message, in seconds"
        type="number"
        required
        min={5}
        max={600}
        value={draft.messageSeconds}
        error={errorOf('max_message_seconds')}
        onChange={(event) => onChange({ messageSeconds: event.target.value })}
      />
      <TextField
        label="Most messages"
        type="number"
        required
        min={1}
        max={1000}
        hint="Archived ones do not count. A full box tells callers so."
        value={draft.messages}
        error={errorOf('max_messages')}
        onChange={(event) => onChange({ messages: event.target.value })}
      />
    </div>
  );
}

function Notices({ draft, error, onChange }: PartProps) {
  const mail = useQuery(boxesQuery).data?.[0]?.mail;
  return (
    <div className="grid gap-1">
      <TextArea
        label="E-mail notices to"
        rows={2}
        placeholder="front-desk@example.com"
        hint="One address per line, ten at most. Each hears of every new message."
        value={draft.emails}
        error={error}
        onChange={(event) => onChange({ emails: event.target.value })}
      />
      {mail && !mail.configured ? <p className="st-warn rounded-lg border px-3 py-2 text-[13px]">{mail.note}</p> : null}
      <Switch
        label="Attach the audio"
        checked={draft.attachAudio}
        onChange={(attachAudio) => onChange({ attachAudio })}
      />
    </div>
  );
}
