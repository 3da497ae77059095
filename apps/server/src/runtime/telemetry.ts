import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers for Prometheus; no personal data in labels. */
export interface Telemetry {
  registry: Registry;
  httpSeconds: Histogram<'route' | 'method' | 'status'>;
  webhooks: Counter<'kind' | 'outcome'>;
  attempts: Counter<'outcome'>;
  openSockets: Gauge;
}

export function makeTelemetry(): Telemetry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpSeconds: new Histogram({
      name: 'offhook_http_request_seconds',
      help: 'Time to answer a request',
      labelNames: ['route', 'method', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 5],
      registers,
    }),
    webhooks: new Counter({
      name: 'offhook_webhooks_total',
      help: 'Requests of the carrier by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    attempts: new Counter({
      name: 'offhook_attempts_total',
      help: 'Attempts to place a call by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    openSockets: new Gauge({ name: 'offhook_open_sockets', help: 'WebSockets that are open', registers }),
  };
}
