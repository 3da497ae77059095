import type { Consent, Contact } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { ConsentDialog } from './consent-dialog.tsx';
import { RevokeConsentDialog } from './consent-revoke-dialog.tsx';
import { consentStates, scopeWords, strengthWords } from './consent-words.ts';
import { consentsQuery } from './queries.ts';

/** What somebody agreed to, with what they took back; nothing of it is ever edited. */
export function ContactConsents({ contact }: { contact: Contact }) {
  const consents = useQuery(consentsQuery(contact.id));
  const mayWrite = useMay('agent');
  const [recording, setRecording] = useState(false);
  const [revoking, setRevoking] = useState<Consent>();
  return (
    <section aria-labelledby="consents" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="consents" className="text-base leading-6 font-semibold">
          Consents
        </h2>
        <Button size="small" disabled={!mayWrite || contact.numbers.length === 0} onClick={() => setRecording(true)}>
          Record a consent
        </Button>
      </div>
      {consents.isError ? (
        <p role="alert" className="flex flex-wrap items-center gap-2 text-[13px] text-danger-text">
          Consents could not be loaded. {sentenceOf(consents.error)}
          <Button size="small" onClick={() => void consents.refetch()}>
            Retry
          </Button>
        </p>
      ) : null}
      {consents.data?.items.length === 0 ? (
        <p className="text-[13px] text-muted">
          None recorded. Sales calls and recorded messages may need one, depending on where somebody is.
        </p>
      ) : null}
      {consents.data && consents.data.items.length > 0 ? (
        <ul aria-labelledby="consents" className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {consents.data.items.map((consent) => (
            <ConsentItem key={consent.id} consent={consent} {...(mayWrite && { onRevoke: setRevoking })} />
          ))}
        </ul>
      ) : null}
      {recording ? <ConsentDialog contact={contact} onClose={() => setRecording(false)} /> : null}
      {revoking ? <RevokeConsentDialog consent={revoking} onClose={() => setRevoking(undefined)} /> : null}
    </section>
  );
}

function ConsentItem({ consent, onRevoke }: { consent: Consent; onRevoke?: (consent: Consent) => void }) {
  const { country } = useWorkspace();
  const { label, tone } = consentStates[consent.state];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-1 text-[13px]">
      <span className="flex flex-wrap items-center gap-2 text-sm">
        <span className="font-medium">{scopeWords[consent.scope]}</span>
        <Badge tone={tone}>{label}</Badge>
        {consent.state === 'holds' && onRevoke ? (
          <Button
            size="small"
            look="ghost"
            className="ml-auto"
            aria-label={`Revoke: ${scopeWords[consent.scope]}, ${formatNumber(consent.phone_number, country)}`}
            onClick={() => onRevoke(consent)}
          >
            Revoke
          </Button>
        ) : null}
      </span>
      <span className="break-words text-muted">
        <span className="tabular">{formatNumber(consent.phone_number, country)}</span>,{' '}
        {strengthWords[consent.strength]}: {consent.source}, <AbsoluteTime at={consent.given_at} />. Recorded by{' '}
        {consent.recorded_by}.
      </span>
      {consent.proof_text ? <q className="line-clamp-3 break-words text-muted">{consent.proof_text}</q> : null}
      {consent.proof_url ? (
        <a
          href={consent.proof_url}
          target="_blank"
          rel="noreferrer noopener"
          className="min-h-6 justify-self-start break-all text-accent-text underline underline-offset-2"
        >
          Open the proof
        </a>
      ) : null}
      {consent.expires_at ? (
        <span className="text-muted">
          {consent.state === 'expired' ? 'Expired' : 'Expires'} <AbsoluteTime at={consent.expires_at} />
        </span>
      ) : null}
      {consent.revoked ? (
        <span className="break-words text-muted">
          Revoked <AbsoluteTime at={consent.revoked.at} />, noted by {consent.revoked.by}
          {consent.revoked.reason ? `: “${consent.revoked.reason}”` : ''}
        </span>
      ) : null}
    </li>
  );
}
