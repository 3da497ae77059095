import { deleteView, listViews, type SavedView, saveView } from '@offhook/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Bookmark, Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { Switch } from '../../ui/switch.tsx';
import { sayDone, sayFailed } from '../../ui/toasts.tsx';
import { type CallFilters, readFilters } from './call-filters.ts';

export const viewsQuery = queryOptions({
  queryKey: ['call-views'],
  queryFn: ({ signal }) => api(listViews, { signal }),
});

/** The saved views: one's own, and those shared with the workspace. */
export function ViewsButton({ onOpen }: { onOpen: (filters: CallFilters) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button>
          <Bookmark size={14} aria-hidden /> Views
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Saved views"
          className="card z-30 w-[min(320px,calc(100vw-16px))] p-2 shadow-lg"
        >
          <Views
            onOpen={(view) => {
              setOpen(false);
              onOpen(readFilters(view.query));
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Views({ onOpen }: { onOpen: (view: SavedView) => void }) {
  const views = useQuery(viewsQuery);
  const client = useQueryClient();
  const forget = useMutation({
    mutationFn: (view: SavedView) => api(deleteView, { params: { view_id: view.id } }),
    onSuccess: () => client.invalidateQueries({ queryKey: viewsQuery.queryKey }),
    onError: sayFailed,
  });
  if (views.isError) return <FailedState what="Saved views" error={views.error} onRetry={() => void views.refetch()} />;
  if (!views.data) return <Skeleton rows={2} rowHeight={36} label="Loading saved views" />;
  if (views.data.items.length === 0)
    return <p className="p-2 text-muted">No saved views yet. Set some filters, then press Save view.</p>;
  return (
    <ul className="grid">
      {views.data.items.map((view) => (
        <li key={view.id} className="flex items-center gap-1">
          <Button look="ghost" className="h-9 min-w-0 flex-1 justify-start px-2" onClick={() => onOpen(view)}>
            <span className="truncate">{view.name}</span>
            {view.shared ? <span className="text-xs font-normal text-muted">shared</span> : null}
          </Button>
          {view.mine ? (
            <IconButton
              name={`Delete the view ${view.name}`}
              icon={<Trash2 size={14} aria-hidden />}
              disabled={forget.isPending}
              onClick={() => forget.mutate(view)}
            />
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** Keeps the filters of the moment under a name. */
export function SaveViewButton({ filters }: { filters: CallFilters }) {
  const mayWrite = useMay('agent');
  const [open, setOpen] = useState(false);
  if (!mayWrite) return null;
  return (
    <>
      <Button look="link" size="inline" onClick={() => setOpen(true)}>
        Save view
      </Button>
      {open ? <SaveViewDialog filters={filters} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function SaveViewDialog({ filters, onClose }: { filters: CallFilters; onClose: () => void }) {
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: () => api(saveView, { body: { name: name.trim(), shared, query: { ...filters } } }),
    onSuccess: async () => {
      onClose();
      sayDone(`The view “${name.trim()}” is saved.`);
      await client.invalidateQueries({ queryKey: viewsQuery.queryKey });
    },
  });
  return (
    <Dialog title="Save view" description="The filters that are set now, under a name." onClose={onClose}>
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          maxLength={80}
          value={name}
          error={save.error ? sentenceOf(save.error) : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <Switch label="Share with the workspace" checked={shared} onChange={setShared} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={save.isPending || name.trim() === ''}>
            Save view
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
