// Tells pages the usual way: after its insert each webhook is made into JSON for every page, and sent to it. The message is as
// large as ours: SAMPLE is one.
import { WebSocket, WebSocketServer } from 'ws';
import { servePeer } from './peer.ts';

const sample: { call: object } = JSON.parse(process.env.SAMPLE ?? '{}');
let sockets: WebSocketServer | undefined;
let seq = 0;

await servePeer(
  async (pool, { params }) => {
    await pool.query({
      name: 'insert',
      text: 'insert into bare_events (sid, status, params) values ($1, $2, $3)',
      values: [params.CallSid, params.CallStatus, params],
    });
    seq += 1;
    const status = params.CallStatus === 'initiated' ? 'queued' : params.CallStatus;
    const message = { ...sample, seq, call: { ...sample.call, call_sid: params.CallSid, status } };
    for (const socket of sockets?.clients ?? []) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
    }
    return 204;
  },
  (server) => {
    sockets = new WebSocketServer({ server });
  },
);
