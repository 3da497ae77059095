import type { OwnNumber } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { LeaveGuard } from '../scripts/leave-guard.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { NumberFacts } from './number-facts.tsx';
import { NumberFields } from './number-fields.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { useNumberEditing } from './use-number-editing.ts';

export function NumberEditor({ number }: { number: OwnNumber }) {
  const { country } = useWorkspace();
  const mayConfigure = useMay('manager');
  const mayRelease = useMay('admin');
  const [releasing, setReleasing] = useState(false);
  const editing = useNumberEditing(number);
  return (
    <Page
      title={number.label}
      actions={
        <>
          <Link
            to="/numbers"
            className="inline-flex min-h-8 items-center px-2 text-accent-text underline underline-offset-2"
          >
            All numbers
          </Link>
          {mayRelease ? <Button onClick={() => setReleasing(true)}>Release…</Button> : null}
        </>
      }
    >
      <p className="tabular -mt-3 text-muted">{formatNumber(number.phone_number, country)}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,1fr)_360px]">
        <form
          aria-label="Settings of the number"
          className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4"
          onSubmit={(event) => {
            event.preventDefault();
            editing.keep();
          }}
        >
          <NumberFields editing={editing} readOnly={!mayConfigure} />
          {mayConfigure ? (
            <div className="flex flex-wrap items-center gap-2 border-t pt-4">
              <Button type="submit" look="primary" aria-disabled={editing.save.isPending || !editing.isChanged}>
                {editing.save.isPending ? 'Saving…' : 'Save number'}
              </Button>
              {editing.isChanged ? (
                <Button look="ghost" onClick={editing.discard}>
                  Discard changes
                </Button>
              ) : null}
              <span role="status" className="text-[13px] text-muted">
                {editing.isChanged ? 'Not saved yet' : ''}
              </span>
            </div>
          ) : (
            <p className="text-muted">Changing a number needs the role manager or more.</p>
          )}
        </form>
        <NumberFacts number={number} />
      </div>
      <LeaveGuard active={editing.isChanged && !releasing} />
      {releasing ? <ReleaseDialog number={number} onClose={() => setReleasing(false)} /> : null}
    </Page>
  );
}
