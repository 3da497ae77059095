import type { getGroup, RouteResponse } from '@offhook/contract';
import { fieldOf, sentenceOf } from '../../app/failures.ts';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { TextField } from '../../ui/field.tsx';
import { UsedBy } from '../hours/hours-editor.tsx';
import { SaveBar } from '../hours/save-bar.tsx';
import { LeaveGuard } from '../scripts/leave-guard.tsx';
import { DeleteGroup } from './delete-group.tsx';
import { MemberList } from './member-list.tsx';
import { NewMember } from './new-member.tsx';
import { useGroupEditing } from './use-group-editing.ts';

/** Says who is in a group, and in which order they ring where that counts. */
export function GroupEditor({ group }: { group: RouteResponse<typeof getGroup> | undefined }) {
  const mayWrite = useMay('manager');
  const editing = useGroupEditing(group);
  const { draft, change, save } = editing;
  const problem = save.error ? sentenceOf(save.error) : undefined;
  const isOfName = fieldOf(save.error) === 'name';
  return (
    <Page title={group ? group.name : 'New group'} actions={group && mayWrite ? <DeleteGroup group={group} /> : null}>
      <form
        aria-label="Group"
        className="card grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (!save.isPending) save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={80}
          readOnly={!mayWrite}
          value={draft.name}
          error={isOfName ? problem : undefined}
          onChange={(event) => change({ name: event.target.value })}
        />
        <section aria-labelledby="members-title" className="grid grid-cols-[minmax(0,1fr)] gap-2">
          <h2 id="members-title" className="font-semibold">
            Members
          </h2>
          <p className="text-xs text-muted">
            Whoever rings the group says whether all ring at once or one after the other, in this order.
          </p>
          <MemberList members={draft.members} readOnly={!mayWrite} onChange={(members) => change({ members })} />
          {mayWrite ? (
            <NewMember members={draft.members} onAdd={(member) => change({ members: [...draft.members, member] })} />
          ) : null}
        </section>
        {problem && !isOfName ? (
          <p role="alert" className="text-[13px] text-danger-text">
            {problem}
          </p>
        ) : null}
        {mayWrite ? (
          <SaveBar isNew={!group} what="group" editing={editing} problems={0} />
        ) : (
          <p className="text-muted">Changing groups needs the role manager or more.</p>
        )}
      </form>
      {group ? <UsedBy uses={group.used_by} /> : null}
      <LeaveGuard active={editing.isChanged} />
    </Page>
  );
}
