import type { HttpBindings } from '@hono/node-server';
import { secureRandom } from '@offhook/kit';
import { Hono } from 'hono';
import { addControlRoutes } from './control/routes.ts';
import type { Exchange } from './exchange.ts';
import { addPageRoutes } from './page/routes.ts';
import { authenticate } from './rest/authentication.ts';
import { ConnectionDropped } from './rest/faulty.ts';
import { errorBody, notFound, RestRefusal } from './rest/refusals.ts';
import type { App } from './rest/request.ts';
import { addRestRoutes } from './rest/routes.ts';

/** Everything the emulator serves: its page for everybody; Twilio's REST API and the control API behind the credentials. */
export function makeApp(exchange: Exchange): App {
  const app: App = new Hono<{ Bindings: Partial<HttpBindings> }>();
  addPageRoutes(app);
  app.use(async (c, next) => {
    const startedAtMs = exchange.clock.nowMs();
    await next();
    c.header('Twilio-Request-Id', `RQ${Buffer.from(secureRandom().bytes(16)).toString('hex')}`);
    c.header('Twilio-Request-Duration', ((exchange.clock.nowMs() - startedAtMs) / 1000).toFixed(3));
    for (const [name, value] of Object.entries(headersOfTwilio)) c.header(name, value);
  });
  app.options('/2010-04-01/*', (c) => c.body(null, 204));
  app.use('/emulator/v1/*', async (c, next) => {
    authenticate(exchange, c.req.header('authorization'));
    await next();
  });
  addRestRoutes(app, exchange);
  addControlRoutes(app, exchange);
  app.notFound((c) => {
    authenticate(exchange, c.req.header('authorization'));
    return refuse(notServed(c.req.path));
  });
  app.onError((error) => {
    if (error instanceof RestRefusal) return refuse(error);
    if (error instanceof ConnectionDropped) throw error;
    exchange.log(`bug: ${error.stack}`);
    return refuse(new RestRefusal(500, 20500, 'An internal server error has occurred'));
  });
  return app;
}

// Seen on the real API. Strict-Transport-Security is left out: the emulator speaks plain HTTP.
const headersOfTwilio = {
  'Twilio-Concurrent-Requests': '1',
  'X-Api-Domain': 'api.twilio.com',
  'X-Home-Region': 'us1',
  'X-Powered-By': 'AT-5000',
  'X-Shenanigans': 'none',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Expose-Headers': 'ETag',
};

function refuse(refusal: RestRefusal): Response {
  const headers = { 'content-type': 'application/json', ...(refusal.status === 401 ? challenge : {}) };
  return new Response(JSON.stringify(errorBody(refusal)), { status: refusal.status, headers });
}

// Twilio also writes XML, by default, and lists as CSV.
function notServed(path: string): RestRefusal {
  const isOther = path.startsWith('/2010-04-01/') && !path.endsWith('.json');
  if (!isOther) return notFound(path);
  return new RestRefusal(
    404,
    20404,
    `${notFound(path).message}: the emulator writes JSON only, under paths ending in .json`,
  );
}

const challenge = { 'www-authenticate': 'Basic realm="Twilio API"' };
