import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import { Pool } from 'pg';

/** One webhook as a peer gets it. */
export interface Webhook {
  url: string;
  signature: string;
  params: Readonly<Record<string, string>>;
}

/**
 * Serves webhooks by a bare node:http server with a pool of ten connections to DATABASE_URL. Prints its port once both
 * are there; `GET /cpu` answers the microseconds of processor time that it has used.
 */
export async function servePeer(
  take: (pool: Pool, webhook: Webhook) => Promise<number>,
  attach?: (server: Server) => void,
): Promise<void> {
  const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });
  await pool.query('select 1');
  const server = createServer(async (request, response) => {
    if (request.method === 'GET') {
      const { user, system } = process.cpuUsage();
      response.end(String(user + system));
      return;
    }
    const params = Object.fromEntries(new URLSearchParams(await text(request)));
    const signature = String(request.headers['x-twilio-signature'] ?? '');
    response.statusCode = await take(pool, { url: `http://${request.headers.host}${request.url}`, signature, params });
    response.end();
  });
  attach?.(server);
  server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    console.log(typeof address === 'object' && address ? address.port : '');
  });
}
