import type { WebhookExchange } from '@offhook/contract';
import { ChevronRight, ShieldCheck, ShieldX } from 'lucide-react';
import { Badge } from '../../ui/badge.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { asCurl } from './as-curl.ts';
import { indentXml } from './indent-xml.ts';

/** Every request that the carrier made about this call, and what we answered. */
export function WebhookInspector({ exchanges }: { exchanges: readonly WebhookExchange[] }) {
  if (exchanges.length === 0)
    return (
      <EmptyState title="No requests yet">
        The carrier's requests appear here as they come in, with our answers.
      </EmptyState>
    );
  return (
    <ol aria-label="Requests of the carrier" className="grid gap-2">
      {exchanges.map((exchange) => (
        <li key={exchange.id} className="card min-w-0">
          <details className="group">
            <summary className="flex rounded-lg hover:bg-sunken flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5">
              <Summary exchange={exchange} />
            </summary>
            <Exchange exchange={exchange} />
          </details>
        </li>
      ))}
    </ol>
  );
}

function Summary({ exchange }: { exchange: WebhookExchange }) {
  const valid = exchange.signature === 'valid';
  const Shield = valid ? ShieldCheck : ShieldX;
  return (
    <>
      <ChevronRight size={16} aria-hidden className="shrink-0 text-muted group-open:rotate-90" />
      <span className="text-muted">
        <AbsoluteTime at={exchange.at} precision="time" />
      </span>
      <span className="font-medium">{exchange.kind}</span>
      {exchange.params.CallStatus ? <code className="text-[13px]">{exchange.params.CallStatus}</code> : null}
      <Badge tone={valid ? 'live' : 'danger'}>
        <Shield size={14} aria-hidden /> Signature {exchange.signature}
      </Badge>
      <Badge tone={exchange.response_status < 400 ? 'neutral' : 'danger'}>{exchange.response_status}</Badge>
      {exchange.copy ? <Badge title="It repeated an earlier request and had no effect">Copy</Badge> : null}
      <span className="tabular ml-auto text-xs text-muted">{exchange.milliseconds.toFixed(1)} ms</span>
    </>
  );
}

function Exchange({ exchange }: { exchange: WebhookExchange }) {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <code className="min-w-0 text-[13px] break-all">
          {exchange.method} {exchange.url}
        </code>
        <CopyButton text={asCurl(exchange)} label="Copy as curl" />
      </div>
      <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-0.5 text-[13px] sm:grid-cols-[max-content_minmax(0,1fr)]">
        {Object.entries(exchange.params).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono break-all">
              {value === '' ? <span className="text-muted">(empty)</span> : value}
            </dd>
          </div>
        ))}
      </dl>
      <div>
        <h3 className="pb-1 text-[13px] font-semibold">Our answer</h3>
        {exchange.response_body === '' ? (
          <p className="text-[13px] text-muted">Empty</p>
        ) : (
          <pre className="rounded-lg bg-sunken p-3 text-[13px] leading-5 break-words whitespace-pre-wrap">
            {indentXml(exchange.response_body)}
          </pre>
        )}
      </div>
    </div>
  );
}
