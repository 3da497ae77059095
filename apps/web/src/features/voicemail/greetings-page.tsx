import type { VoicemailBox } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Page } from '../../app/page.tsx';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { EmptyState, FailedState, Skeleton } from '../../ui/states.tsx';
import { silence } from '../calls/now-playing.ts';
import { GreetingItem } from './greeting-item.tsx';
import { GreetingNow } from './greeting-now.tsx';
import { NewGreetingDialog } from './new-greeting-dialog.tsx';
import { boxesQuery, greetingNowQuery, greetingsQuery } from './queries.ts';
import { VoicemailTabs } from './voicemail-tabs.tsx';

/** What callers hear before they leave a message, box by box. */
export function GreetingsPage() {
  const { box: wanted } = useSearch({ from: '/inside/voicemail/greetings' });
  const navigate = useNavigate({ from: '/voicemail/greetings' });
  const [adding, setAdding] = useState(false);
  useEffect(() => silence, []);
  const boxes = useQuery(boxesQuery);
  const box = boxes.data?.find(({ id }) => id === wanted) ?? boxes.data?.[0];
  const create = box?.may_change ? (
    <Button look="primary" onClick={() => setAdding(true)}>
      <Plus size={16} aria-hidden /> New greeting
    </Button>
  ) : null;
  return (
    <Page title="Voicemail greetings" heading="Voicemail" actions={create}>
      <VoicemailTabs />
      {boxes.isPending ? <Skeleton rows={4} rowHeight={92} label="Loading greetings" /> : null}
      {boxes.isError && !boxes.data ? (
        <FailedState what="The boxes" error={boxes.error} onRetry={() => void boxes.refetch()} />
      ) : null}
      {box ? (
        <>
          <div className="sm:w-80">
            <SelectField
              label="Box"
              value={box.id}
              onChange={(event) => void navigate({ search: { box: event.target.value }, replace: true })}
            >
              {boxes.data?.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          </div>
          <GreetingNow box={box} />
          <Greetings box={box} />
        </>
      ) : null}
      {adding && box ? <NewGreetingDialog box={box} onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function Greetings({ box }: { box: VoicemailBox }) {
  const greetings = useQuery(greetingsQuery(box.id));
  const now = useQuery(greetingNowQuery(box.id));
  const { data: items } = greetings;
  if (greetings.isPending) return <Skeleton rows={3} rowHeight={92} label="Loading greetings" />;
  if (!items)
    return <FailedState what="The greetings" error={greetings.error} onRetry={() => void greetings.refetch()} />;
  if (items.length === 0)
    return (
      <EmptyState title="No greetings yet">
        Callers hear “{box.fallback_greeting}”
        {box.may_change
          ? ' Record one, upload one, or write what shall be said.'
          : ' Adding one is up to the owner of the box and to managers.'}
      </EmptyState>
    );
  return (
    <ul aria-label="Greetings" className="card divide-y">
      {items.map((greeting) => (
        <GreetingItem
          key={greeting.id}
          greeting={greeting}
          box={box}
          playsNow={now.data?.greeting_id === greeting.id}
        />
      ))}
    </ul>
  );
}
