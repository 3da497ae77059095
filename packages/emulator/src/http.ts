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
    await next();
    c.header('Twilio-Request-Id', `RQ${Buffer.from(secureRandom().bytes(16)).toString('hex')}`);
    c.header('Twilio-Concurrent-Requests', '1');
    c.header('X-Api-Domain', 'api.twilio.com');
    c.header('X-Home-Region', 'us1');
  });
  app.use('/emulator/v1/*', async (c, next) => {
    authenticate(exchange, c.req.header('authorization'));
    await next();
  });
  addRestRoutes(app, exchange);
  addControlRoutes(app, exchange);
  app.notFound((c) => {
    authenticate(exchange, c.req.header('authorization'));
    return refuse(notFound(c.req.path));
  });
  app.onError((error) => {
    if (error instanceof RestRefusal) return refuse(error);
    if (error instanceof ConnectionDropped) throw error;
    exchange.log(`bug: ${error.stack}`);
    return refuse(new RestRefusal(500, 20500, 'An internal server error has occurred'));
  });
  return app;
}

function refuse(refusal: RestRefusal): Response {
  const headers = { 'content-type': 'application/json', ...(refusal.status === 401 ? challenge : {}) };
  return new Response(JSON.stringify(errorBody(refusal)), { status: refusal.status, headers });
}

const challenge = { 'www-authenticate': 'Basic realm="Twilio API"' };
