import type { VoicemailBox } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { BoxDialog } from './box-dialog.tsx';
import { BoxItem } from './box-item.tsx';
import { boxesQuery } from './queries.ts';
import { VoicemailTabs } from './voicemail-tabs.tsx';

/** The boxes that messages are left in. There is always one: the default box. */
export function BoxesPage() {
  const [open, setOpen] = useState<{ box: VoicemailBox | undefined }>();
  const mayWrite = useMay('agent');
  const boxes = useQuery(boxesQuery);
  const create = mayWrite ? (
    <Button look="primary" onClick={() => setOpen({ box: undefined })}>
      <Plus size={16} aria-hidden /> New box
    </Button>
  ) : null;
  return (
    <Page title="Voicemail boxes" heading="Voicemail" actions={create}>
      <VoicemailTabs />
      {boxes.isPending ? <Skeleton rows={3} rowHeight={96} label="Loading boxes" /> : null}
      {boxes.isError && !boxes.data ? (
        <FailedState what="The boxes" error={boxes.error} onRetry={() => void boxes.refetch()} />
      ) : null}
      {boxes.data ? (
        <ul aria-label="Boxes" className="card divide-y">
          {boxes.data.map((box) => (
            <BoxItem key={box.id} box={box} onEdit={() => setOpen({ box })} />
          ))}
        </ul>
      ) : null}
      {open ? <BoxDialog box={open.box} onClose={() => setOpen(undefined)} /> : null}
    </Page>
  );
}
