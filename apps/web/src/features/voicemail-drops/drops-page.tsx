import { useInfiniteQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type DragEvent, useEffect, useState } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { silence } from '../calls/now-playing.ts';
import { AddDropDialog } from './add-drop-dialog.tsx';
import { DropItem } from './drop-item.tsx';
import { dropListQuery } from './queries.ts';

/** What can be left on answering machines. */
export function DropsPage() {
  const mayWrite = useMay('agent');
  const [adding, setAdding] = useState<{ file: File | undefined }>();
  useEffect(() => silence, []);
  const dragging = useFileDragging(mayWrite, (file) => setAdding({ file }));
  const create = mayWrite ? (
    <Button look="primary" onClick={() => setAdding({ file: undefined })}>
      <Plus size={16} aria-hidden /> New voicemail drop
    </Button>
  ) : null;
  return (
    <Page title="Voicemail drops" actions={create}>
      <div
        {...dragging.events}
        className={classNames(
          'grid min-h-60 grid-cols-[minmax(0,1fr)] content-start gap-3 rounded-[10px]',
          dragging.over && 'outline-2 outline-offset-4 outline-dashed outline-[var(--ring)]',
        )}
      >
        <Drops mayWrite={mayWrite} />
      </div>
      {adding ? <AddDropDialog file={adding.file} onClose={() => setAdding(undefined)} /> : null}
    </Page>
  );
}

function Drops({ mayWrite }: { mayWrite: boolean }) {
  const drops = useInfiniteQuery(dropListQuery);
  const items = drops.data?.pages.flatMap((page) => page.items);
  if (drops.isPending) return <Skeleton rows={4} rowHeight={92} label="Loading voicemail drops" />;
  if (!items) return <FailedState what="Voicemail drops" error={drops.error} onRetry={() => void drops.refetch()} />;
  if (items.length === 0)
    return (
      <EmptyState title="No voicemail drops yet">
        A message that a call leaves when an answering machine picks up.
        {mayWrite ? ' Drop an audio file here, or make one from text.' : ' Adding one needs the role agent or more.'}
      </EmptyState>
    );
  return (
    <>
      <ul aria-label="Voicemail drops" className="card divide-y">
        {items.map((drop) => (
          <DropItem key={drop.id} drop={drop} mayWrite={mayWrite} />
        ))}
      </ul>
      {mayWrite ? <p className="text-[13px] text-muted">An audio file can also be dropped on this page.</p> : null}
      {drops.hasNextPage ? (
        <Button
          className="justify-self-center"
          disabled={drops.isFetchingNextPage}
          onClick={() => void drops.fetchNextPage()}
        >
          {drops.isFetchingNextPage ? 'Loading more…' : 'Show more'}
        </Button>
      ) : null}
    </>
  );
}

function useFileDragging(enabled: boolean, onFile: (file: File) => void) {
  const [over, setOver] = useState(false);
  const holdsFile = (event: DragEvent) => enabled && event.dataTransfer.types.includes('Files');
  const events = {
    onDragOver(event: DragEvent) {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop(event: DragEvent) {
      setOver(false);
      if (!holdsFile(event)) return;
      event.preventDefault();
      const [file] = event.dataTransfer.files;
      if (file) onFile(file);
    },
  };
  return { over, events };
}
