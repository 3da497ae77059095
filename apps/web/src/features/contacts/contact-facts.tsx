import type { Contact } from '@offhook/contract';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useNow } from '../../app/clock.ts';
import { formatNumber } from '../../app/phone.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { useWorkspace } from '../workspaces/workspace.ts';
import { localTime } from './local-time.ts';
import { countryName } from './places.ts';

/** How to reach somebody, and what time it is there. */
export function ContactFacts({ contact }: { contact: Contact }) {
  const { company, title, email, region, country, zones, metadata, sample } = contact;
  const place = [region, country ? countryName(country) : null].filter(Boolean).join(', ');
  const work = [title, company].filter(Boolean).join(', ');
  return (
    <section aria-label="Contact details" className="card grid grid-cols-[minmax(0,1fr)] gap-3 p-4">
      {sample ? <Badge outlined>Sample</Badge> : null}
      <Numbers contact={contact} />
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        {email ? (
          <Fact name="E-mail">
            <span className="break-all">{email}</span>
          </Fact>
        ) : null}
        {work ? <Fact name="Work">{work}</Fact> : null}
        {place ? <Fact name="Place">{place}</Fact> : null}
        {zones.length > 0 ? (
          <Fact name="Local time">
            <LocalTime contact={contact} />
          </Fact>
        ) : null}
        {Object.entries(metadata).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-[13px] break-words text-muted">{name}</dt>
      <dd className="break-words">{children}</dd>
    </>
  );
}

function LocalTime({ contact: { zones, time_zone: stated } }: { contact: Contact }) {
  const nowMs = useNow(20_000);
  const why = stated ? 'as stated' : zones.length > 1 ? 'the number does not say where exactly' : 'by the number';
  return (
    <>
      <time className="tabular" title={zones.join(', ')}>
        {localTime(zones, nowMs)}
      </time>{' '}
      <span className="text-[13px] text-muted">{why}</span>
    </>
  );
}

function Numbers({ contact: { numbers } }: { contact: Contact }) {
  const { country } = useWorkspace();
  const mayCall = useMay('agent');
  if (numbers.length === 0) return <p className="text-muted">No phone number</p>;
  return (
    <ul aria-label="Phone numbers" className="grid grid-cols-[minmax(0,1fr)] gap-1">
      {numbers.map(({ number, label, is_default }) => (
        <li key={number} className="flex flex-wrap items-center gap-x-2">
          <span className="tabular font-medium">{formatNumber(number, country)}</span>
          <span className="min-w-0 text-[13px] break-words text-muted">
            {label}
            {is_default && numbers.length > 1 ? ', default' : ''}
          </span>
          <span className="ml-auto flex items-center gap-2">
            {mayCall && !is_default ? (
              <Link
                to="/"
                search={{ to: number }}
                hash="dialer"
                className="inline-flex min-h-6 items-center text-[13px] text-accent-text underline underline-offset-2"
              >
                Call this one<span className="sr-only">: {formatNumber(number, country)}</span>
              </Link>
            ) : null}
            <CopyButton
              text={number}
              {...(numbers.length > 1
                ? { label: 'Copy', 'aria-label': `Copy ${formatNumber(number, country)}` }
                : { label: 'Copy number' })}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}
