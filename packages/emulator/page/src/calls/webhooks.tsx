import type { WebhookJson } from '../../../src/control/shapes.ts';
import { Badge, type Tone } from '../ui/badge.tsx';
import { Nothing, Panel } from '../ui/panel.tsx';
import { Time } from '../ui/time.tsx';
import { Lines } from './tree.tsx';

/** Every request to the application, with its signature, its answer and how long that took. */
export function Webhooks({ webhooks }: { webhooks: WebhookJson[] }) {
  return (
    <Panel title="Webhooks" aside={<span class="hint">{webhooks.length}</span>}>
      {webhooks.length === 0 ? <Nothing>The application was not asked yet.</Nothing> : null}
      <ol class="webhooks">
        {webhooks.map((webhook, index) => (
          <li key={index}>
            <Webhook webhook={webhook} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

function Webhook({ webhook }: { webhook: WebhookJson }) {
  const { request, response, error } = webhook;
  return (
    <details>
      <summary>
        <Time at={webhook.at} />
        <span class="path">
          {request.method} {pathOf(request.url)}
        </span>
        <span class="hint">{aboutWhat(request.parameters)}</span>
        <Outcome webhook={webhook} />
      </summary>
      <h3>Request</h3>
      <p class="origin">
        {request.method} {request.url}
      </p>
      <p class="origin">
        X-Twilio-Signature: <code>{request.signature}</code>
      </p>
      <Parameters parameters={request.parameters} />
      <h3>Answer</h3>
      {response ? (
        <>
          <p class="origin">
            {response.status} {response.content_type} in {Math.round(response.duration_ms)} ms
          </p>
          <Lines text={response.body} />
        </>
      ) : (
        <p>{error ?? 'Not there yet.'}</p>
      )}
    </details>
  );
}

function Outcome({ webhook: { response, error } }: { webhook: WebhookJson }) {
  if (!response) return <Badge tone={error ? 'danger' : 'ring'}>{error ? 'failed' : 'waiting'}</Badge>;
  return (
    <Badge tone={toneOf(response.status)}>
      <span class="number">
        {response.status} · {Math.round(response.duration_ms)} ms
      </span>
    </Badge>
  );
}

function toneOf(status: number): Tone {
  if (status >= 500) return 'danger';
  return status >= 400 ? 'warn' : 'live';
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

// The parameter that says most about why the application is asked.
const telling = [
  'AnsweredBy',
  'RecordingStatus',
  'Digits',
  'SpeechResult',
  'StreamEvent',
  'DialCallStatus',
  'CallStatus',
];

function aboutWhat(parameters: Record<string, string>): string {
  const name = telling.find((candidate) => parameters[candidate]);
  return name ? `${name} ${parameters[name]}` : '';
}

function Parameters({ parameters }: { parameters: Record<string, string> }) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  const empty = Object.keys(parameters).length - given.length;
  return (
    <>
      <dl class="parameters">
        {given.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {empty > 0 ? <p class="hint">and {empty} empty ones</p> : null}
    </>
  );
}
