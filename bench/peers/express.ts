// The usual way of an application on Twilio: Express, the SDK's own middleware, then a query for each step: find the
// call, write the event, update the call.
import express from 'express';
import pg from 'pg';
import twilio from 'twilio';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });
await pool.query('select 1');
const application = express();
application.get('/cpu', (_request, response) => {
  const { user, system } = process.cpuUsage();
  response.send(String(user + system));
});
application.use(express.urlencoded({ extended: false }));
application.post(
  '/api/voice/webhooks/status/:token',
  twilio.webhook(process.env.TWILIO_AUTH_TOKEN ?? '', { protocol: 'http' }),
  async (request, response) => {
    const { CallSid, CallStatus, CallDuration } = request.body;
    const found = await pool.query('select * from peer_calls where sid = $1', [CallSid]);
    if (found.rowCount === 0) return void response.sendStatus(404);
    const event = [CallSid, CallStatus, request.body];
    await pool.query('insert into peer_events (sid, status, params) values ($1, $2, $3)', event);
    const change = [CallSid, CallStatus, CallDuration ?? null];
    await pool.query(
      'update peer_calls set status = $2, duration_seconds = $3, updated_at = now() where sid = $1',
      change,
    );
    response.status(204).end();
  },
);
const listening = application.listen(0, '127.0.0.1', () => {
  const address = listening.address();
  console.log(typeof address === 'object' && address ? address.port : '');
});
