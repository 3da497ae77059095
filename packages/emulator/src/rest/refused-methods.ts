import type { Exchange } from '../exchange.ts';
import { authenticate } from './authentication.ts';
import { RestRefusal } from './refusals.ts';
import type { App } from './request.ts';

/** Refuses every other method of the routes we have (error 20004). Comes after the operations. */
export function addRefusedMethods(app: App, exchange: Exchange, routes: ReadonlySet<string>): void {
  for (const route of routes) {
    app.all(route, (c) => {
      authenticate(exchange, c.req.header('authorization'));
      throw new RestRefusal(405, 20004, `Method not allowed: ${c.req.method} ${c.req.path}`);
    });
  }
}
