import type { WebhookExchange } from '@offhook/contract';

/** The request as a command for a shell. The signature is left out: it is a secret of the carrier's and ours. */
export function asCurl(exchange: Pick<WebhookExchange, 'method' | 'url' | 'params'>): string {
  const data = Object.entries(exchange.params).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`);
  const lines = [`curl -X ${exchange.method} ${quoted(exchange.url)}`, ...data];
  return lines.join(' \\\n  ');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
