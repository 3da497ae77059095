import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { classNames } from '../../ui/class-names.ts';
import { FailedState, Skeleton } from '../../ui/states.tsx';
import { LiveBanner } from '../calls/live-banner.tsx';
import { InboxFilterBar } from './inbox-filter-bar.tsx';
import { type InboxFilters, toVoicemailQuery, withoutMessage } from './inbox-filters.ts';
import { MessageList } from './message-list.tsx';
import { MessagePane } from './message-pane.tsx';
import { NoMessages } from './no-messages.tsx';
import { voicemailListQuery } from './queries.ts';
import { useInbox } from './use-inbox.ts';
import { VoicemailTabs } from './voicemail-tabs.tsx';

/** The messages that callers left: the list at the left, the message that is open at the right. */
export function InboxPage() {
  const filters = useSearch({ from: '/inside/voicemail' });
  const navigate = useNavigate({ from: '/voicemail' });
  const change = (next: InboxFilters, replace = false) => void navigate({ search: () => next, replace });
  const list = useInfiniteQuery(voicemailListQuery(toVoicemailQuery(filters)));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const inbox = useInbox({
    items,
    openId: filters.m,
    onOpen: (id) => change(id ? { ...filters, m: id } : withoutMessage(filters), true),
  });
  const loaded = list.data !== undefined;
  return (
    <Page title="Voicemail">
      <VoicemailTabs />
      <LiveBanner />
      <div className={classNames('grid', filters.m && 'max-md:hidden')}>
        <InboxFilterBar filters={filters} onChange={change} />
      </div>
      {list.isPending ? <Skeleton rows={6} rowHeight={68} label="Loading messages" /> : null}
      {list.isError && !loaded ? (
        <FailedState what="Your messages" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {loaded ? (
        <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 md:grid-cols-[minmax(240px,2fr)_minmax(0,3fr)] xl:grid-cols-[minmax(320px,420px)_minmax(0,1fr)]">
          <div className={classNames('grid min-w-0 gap-3', filters.m && 'max-md:hidden')}>
            {items.length === 0 ? (
              <NoMessages filters={filters} onChange={change} />
            ) : (
              <MessageList
                items={items}
                total={list.data?.pages[0]?.total ?? items.length}
                filters={filters}
                inbox={inbox}
                more={list.hasNextPage ? () => void list.fetchNextPage() : undefined}
                loadingMore={list.isFetchingNextPage}
              />
            )}
          </div>
          {items.length > 0 || filters.m ? (
            <MessagePane inbox={inbox} onClose={() => change(withoutMessage(filters))} />
          ) : null}
        </div>
      ) : null}
    </Page>
  );
}
