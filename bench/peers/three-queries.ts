// The usual way: the SDK's validator, then find the call, write the event, update the call, each a query of its own.
import { signatureHolds } from '../../apps/server/src/runtime/signatures.ts';
import { servePeer } from './peer.ts';

const authToken = process.env.TWILIO_AUTH_TOKEN ?? '';

await servePeer(async (pool, { url, signature, params }) => {
  if (!signatureHolds({ authToken, signature, url, params })) return 403;
  const found = await pool.query('select * from peer_calls where sid = $1', [params.CallSid]);
  if (found.rowCount === 0) return 404;
  await pool.query('insert into peer_events (sid, status, params) values ($1, $2, $3)', [
    params.CallSid,
    params.CallStatus,
    params,
  ]);
  await pool.query('update peer_calls set status = $2, duration_seconds = $3, updated_at = now() where sid = $1', [
    params.CallSid,
    params.CallStatus,
    params.CallDuration ?? null,
  ]);
  return 204;
});
