import { exportContacts, fillPath, listContacts } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sayFailed } from '../../ui/toasts.tsx';
import { RadioCards } from '../campaigns/radio-cards.tsx';
import { type ContactFilters, contactsInWords, filterOf } from './contact-filters.ts';

type Suppressed = 'leave-out' | 'mark' | 'ignore';

/** Downloads the contacts that the filters mean as CSV. */
export function ContactExport({ filters, count }: { filters: ContactFilters; count: number | undefined }) {
  const mayExport = useMay('manager');
  const [asking, setAsking] = useState(false);
  if (!mayExport) return null;
  return (
    <>
      <Button aria-haspopup="dialog" disabled={count === 0} onClick={() => setAsking(true)}>
        <Download size={14} aria-hidden /> Export CSV
      </Button>
      {asking ? <ExportDialog filters={filters} count={count} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function ExportDialog(props: { filters: ContactFilters; count: number | undefined; onClose: () => void }) {
  const { filters, count, onClose } = props;
  const [suppressed, setSuppressed] = useState<Suppressed>('leave-out');
  const start = useMutation({
    // A download cannot renew a session nor show a refusal: one contact is asked for first, which does both.
    mutationFn: () => api(listContacts, { query: { ...filterOf(filters), limit: 1 } }),
    onSuccess: () => {
      download({ ...filterOf(filters), suppressed });
      onClose();
    },
    onError: sayFailed,
  });
  const of = count === undefined ? '' : `${contactsInWords(count)}, as the filters mean them. `;
  return (
    <Dialog title="Export contacts" description={`${of}The file can be imported again.`} onClose={onClose}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <RadioCards<Suppressed>
          legend="Contacts on the do-not-call list"
          value={suppressed}
          onChange={setSuppressed}
          options={[
            { value: 'leave-out', title: 'Leave them out', words: 'Those whose every number must not be called.' },
            { value: 'mark', title: 'Mark them', words: 'A column says who must not be called.' },
            { value: 'ignore', title: 'Export everybody alike', words: 'Nothing in the file tells them apart.' },
          ]}
        />
        <Button type="submit" look="primary" disabled={start.isPending}>
          <Download size={14} aria-hidden /> Download CSV
        </Button>
      </form>
    </Dialog>
  );
}

function download(query: object): void {
  const link = document.createElement('a');
  link.href = fillPath(exportContacts.path, {}, query);
  link.download = 'contacts.csv';
  link.click();
}
