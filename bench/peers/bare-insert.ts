// The least that is durable: no signature, no call, one prepared INSERT of what came, an answer after its commit.
import { servePeer } from './peer.ts';

await servePeer(async (pool, { params }) => {
  await pool.query({
    name: 'insert',
    text: 'insert into bare_events (sid, status, params) values ($1, $2, $3)',
    values: [params.CallSid, params.CallStatus, params],
  });
  return 204;
});
