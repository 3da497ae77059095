import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../app/page.tsx';
import { Dialer } from '../calls/dialer.tsx';
import { LiveCalls } from '../calls/live-calls.tsx';
import { StatTiles } from '../calls/stat-tiles.tsx';
import { contactQuery } from '../contacts/queries.ts';
import { FirstSteps } from './first-steps.tsx';

/** The first page: what to do next, today in figures, the dialer, the calls of this moment. */
export function HomePage() {
  const { to, contact: contactId } = useSearch({ from: '/inside/' });
  const contact = useQuery({ ...contactQuery(contactId ?? ''), enabled: Boolean(contactId) });
  return (
    <Page title="Home">
      <FirstSteps />
      <StatTiles />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[360px_minmax(0,1fr)]">
        <Dialer start={{ number: to, contact: contact.data }} />
        <LiveCalls />
      </div>
    </Page>
  );
}
