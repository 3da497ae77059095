import { type CallDetail, replayWebhook, type WebhookExchange } from '@offhook/contract';
import { useMutation } from '@tanstack/react-query';
import { ChevronRight, RotateCw, ShieldCheck, ShieldX } from 'lucide-react';
import type { ReactNode } from 'react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useMay } from '../../app/session.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/states.tsx';
import { AbsoluteTime } from '../../ui/time.tsx';
import { asCurl } from './as-curl.ts';
import { indentXml } from './indent-xml.ts';

/** Every request that the carrier made about this call, and what we answered. */
export function WebhookInspector({ call }: { call: CallDetail }) {
  if (call.webhooks.length === 0)
    return (
      <EmptyState title="No requests yet">
        The carrier's requests appear here as they come in, with our answers.
      </EmptyState>
    );
  return (
    <ol aria-label="Requests of the carrier" className="grid gap-2">
      {call.webhooks.map((exchange) => (
        <li key={exchange.id} className="card min-w-0">
          <details className="group">
            <summary className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-4 py-2.5 hover:bg-sunken">
              <Summary exchange={exchange} />
            </summary>
            <Exchange call={call} exchange={exchange} />
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
      <StatusBadge status={exchange.response_status} />
      {exchange.copy ? <Badge title="It repeated an earlier request and had no effect">Copy</Badge> : null}
      <span className="tabular ml-auto text-xs text-muted">{exchange.milliseconds.toFixed(1)} ms</span>
    </>
  );
}

function StatusBadge({ status }: { status: number }) {
  return <Badge tone={status < 400 ? 'neutral' : 'danger'}>{status}</Badge>;
}

function Exchange({ call, exchange }: { call: CallDetail; exchange: WebhookExchange }) {
  const mayReplay = useMay('agent');
  const replay = useMutation({
    mutationFn: () => api(replayWebhook, { params: { call_id: call.id, request_id: exchange.id } }),
  });
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-t px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <code className="min-w-0 text-[13px] break-all">
          {exchange.method} {exchange.url}
        </code>
        <span className="flex flex-wrap gap-2">
          <CopyButton text={asCurl(exchange)} label="Copy as curl" />
          {call.simulated && mayReplay ? (
            <Button size="small" disabled={replay.isPending} onClick={() => replay.mutate()}>
              <RotateCw size={14} aria-hidden /> {replay.isPending ? 'Replaying…' : 'Replay'}
            </Button>
          ) : null}
        </span>
      </div>
      <Params params={exchange.params} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 xl:auto-cols-fr xl:grid-flow-col">
        <Answer heading="Our answer" body={exchange.response_body} />
        {replay.data ? <Replayed {...replay.data} /> : null}
      </div>
      {replay.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(replay.error)}
        </p>
      ) : null}
    </div>
  );
}

function Params({ params }: { params: WebhookExchange['params'] }) {
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-0.5 text-[13px] sm:grid-cols-[max-content_minmax(0,1fr)]">
      {Object.entries(params).map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="font-mono break-all">{value === '' ? <span className="text-muted">(empty)</span> : value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Replayed(answer: { response_status: number; response_body: string; milliseconds: number }) {
  return (
    <div role="status">
      <Answer heading="Answer to the replay" body={answer.response_body}>
        <StatusBadge status={answer.response_status} />
        <span className="tabular text-xs text-muted">{answer.milliseconds.toFixed(1)} ms</span>
      </Answer>
    </div>
  );
}

function Answer({ heading, body, children }: { heading: string; body: string; children?: ReactNode }) {
  return (
    <div className="min-w-0">
      <div className="flex flex-wrap items-center gap-2 pb-1">
        <h3 className="text-[13px] font-semibold">{heading}</h3>
        {children}
      </div>
      {body === '' ? (
        <p className="text-[13px] text-muted">Empty</p>
      ) : (
        <pre className="rounded-lg bg-sunken p-3 text-[13px] leading-5 break-words whitespace-pre-wrap">
          {indentXml(body)}
        </pre>
      )}
    </div>
  );
}
