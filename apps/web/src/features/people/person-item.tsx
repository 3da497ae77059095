import { changePerson, type Person, type Role, removePerson, roles, sendPasswordReset } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay, useSession } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { RelativeTime } from '../../ui/time.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { ForwardingDialog } from '../forwarding/forwarding-dialog.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { LinkDialog } from './link-dialog.tsx';
import { peopleQuery } from './queries.ts';

export function PersonItem({ person }: { person: Person }) {
  const { country } = useWorkspace();
  const me = useSession().person.id === person.id;
  const isAdmin = useMay('admin');
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="font-medium break-words">
          {person.name} {me ? <Badge outlined>You</Badge> : null}
        </p>
        <p className="text-[13px] break-words text-muted">
          {person.email}
          {person.phone_number ? ` · ${formatNumber(person.phone_number, country)}` : ''} ·{' '}
          {person.last_seen_at ? (
            <>
              seen <RelativeTime at={person.last_seen_at} />
            </>
          ) : (
            'never signed in'
          )}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <ForwardingButton person={person} />
        {isAdmin ? <AdminActs person={person} me={me} /> : <Badge>{person.role}</Badge>}
      </div>
    </li>
  );
}

function ForwardingButton({ person }: { person: Person }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button aria-label={`Forwarding of ${person.name}`} onClick={() => setOpen(true)}>
        Forwarding
      </Button>
      {isOpen ? <ForwardingDialog person={person} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AdminActs({ person, me }: { person: Person; me: boolean }) {
  const { change, remove, reset } = usePersonActs(person);
  const [link, setLink] = useState<{ link: string; expires_at: string }>();
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SelectField
        label={`Role of ${person.name}`}
        labelHidden
        value={person.role}
        disabled={change.isPending}
        // The options are the roles, so the value is one.
        onChange={(event) => change.mutate(event.target.value as Role)}
        className="h-8 w-28"
      >
        {roles.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </SelectField>
      <Button disabled={reset.isPending} onClick={() => reset.mutate(undefined, { onSuccess: setLink })}>
        Reset password
      </Button>
      {me ? null : (
        <ConfirmButton
          question={`Remove ${person.name}?`}
          consequence="Their sessions end at once. What they did stays in the audit log."
          action="Remove"
          disabled={remove.isPending}
          onConfirm={() => remove.mutate()}
        >
          Remove
        </ConfirmButton>
      )}
      {link ? (
        <LinkDialog title={`Password reset for ${person.name}`} {...link} onClose={() => setLink(undefined)} />
      ) : null}
    </div>
  );
}

function usePersonActs(person: Person) {
  const client = useQueryClient();
  const params = { person_id: person.id };
  const renew = () => client.invalidateQueries({ queryKey: peopleQuery.queryKey });
  const change = useMutation({
    mutationFn: (role: Role) => api(changePerson, { params, body: { role } }),
    onSuccess: renew,
    onError: sayFailed,
  });
  const remove = useMutation({
    mutationFn: () => api(removePerson, { params }),
    onSuccess: async () => {
      sayDone(`${person.name} was removed.`);
      await renew();
    },
    onError: sayFailed,
  });
  const reset = useMutation({ mutationFn: () => api(sendPasswordReset, { params }), onError: sayFailed });
  return { change, remove, reset };
}
