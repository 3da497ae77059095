import type { Contact } from '@offhook/contract';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Switch } from '../../ui/switch.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { ContactSuppressionDialog } from './contact-suppression-dialog.tsx';
import { suppressionQuery } from './queries.ts';
import { entryInWords, type NumberCheck, suppressionState } from './suppression-words.ts';

/** Whether somebody must not be called, and the switch that says so for all their numbers. */
export function ContactSuppression({ contact }: { contact: Contact }) {
  const [mayAdd, mayRemove] = [useMay('agent'), useMay('manager')];
  const [asking, setAsking] = useState<'add' | 'remove'>();
  const answers = useQueries({ queries: contact.numbers.map(({ number }) => suppressionQuery(number)) });
  const failed = answers.find(({ isError }) => isError);
  const isKnown = answers.every(({ data }) => data !== undefined);
  const checks = contact.numbers.map(
    ({ number }, index): NumberCheck => ({ number, entries: answers[index]?.data?.entries ?? [] }),
  );
  const { isOn, sentence } = suppressionState(checks);
  const mayChange = isOn ? mayRemove : mayAdd;
  return (
    <section aria-labelledby="do-not-call" className="card grid grid-cols-[minmax(0,1fr)] gap-2 p-4">
      <h2 id="do-not-call" className="text-base leading-6 font-semibold">
        Do not call
      </h2>
      <Switch
        label="Never call this contact"
        checked={isOn}
        disabled={!isKnown || contact.numbers.length === 0 || !mayChange}
        onChange={(on) => setAsking(on ? 'add' : 'remove')}
      />
      <p role="status" className="min-h-5 text-[13px] text-muted">
        {isKnown ? sentence : failed ? '' : 'Looking at the lists…'}
        {isOn && !mayRemove ? ' Taking a number off needs the role manager or more.' : ''}
      </p>
      {failed ? (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-[13px] text-danger-text">
          The lists could not be asked. {sentenceOf(failed.error)}
          <Button size="small" onClick={() => void failed.refetch()}>
            Retry
          </Button>
        </p>
      ) : null}
      <Entries checks={checks} />
      {asking ? (
        <ContactSuppressionDialog
          what={asking}
          name={contact.name}
          checks={checks}
          onClose={() => setAsking(undefined)}
        />
      ) : null}
    </section>
  );
}

function Entries({ checks }: { checks: readonly NumberCheck[] }) {
  const { country } = useWorkspace();
  const entries = checks.flatMap(({ number, entries }) => entries.map((entry) => ({ number, entry })));
  if (entries.length === 0) return null;
  return (
    <ul aria-label="Do-not-call entries" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {entries.map(({ number, entry }) => (
        <li key={`${entry.id} ${entry.list.id}`} className="grid gap-0.5 text-[13px]">
          <span className="flex flex-wrap items-center gap-x-2">
            <span className="tabular">{formatNumber(number, country)}</span>
            <Badge tone={entry.list.kind === 'campaign' ? 'neutral' : 'danger'} className="max-w-full overflow-hidden">
              <span className="truncate">{entry.list.name}</span>
            </Badge>
          </span>
          <span className="break-words text-muted">
            <AbsoluteTime at={entry.at} />: {entryInWords(entry)}
          </span>
        </li>
      ))}
    </ul>
  );
}
