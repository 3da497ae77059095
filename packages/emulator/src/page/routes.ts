import { notFound } from '../rest/refusals.ts';
import type { App } from '../rest/request.ts';
import { pageFiles } from './files.ts';

const types: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  woff2: 'font/woff2',
};

const headers = {
  'content-security-policy':
    "default-src 'self'; media-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-cache',
};

/**
 * The emulator's own page. It is the same for everybody and needs no credentials; it asks for them and sends them to the
 * control API. To be added before the authentication.
 */
export function addPageRoutes(app: App): void {
  const files = pageFiles();
  const file = async (name: string) => {
    const bytes = await files(name);
    if (!bytes) throw notFound(`/emulator/${name}`);
    const type = types[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
    return new Response(new Uint8Array(bytes), { headers: { ...headers, 'content-type': type } });
  };
  app.get('/', (c) => c.redirect('/emulator/'));
  app.get('/emulator', (c) => c.redirect('/emulator/'));
  app.get('/emulator/', () => file('index.html'));
  app.get('/emulator/:name{[a-z-]+\\.(?:js|css|woff2)}', (c) => file(c.req.param('name')));
}
