import type { Exchange } from '../exchange.ts';
import { deleteCall, fetchCall, listCalls, updateCall } from './calls.ts';
import { createUnderFault } from './faulty-create.ts';
import {
  createCallRecording,
  deleteCallRecording,
  deleteRecording,
  fetchCallRecording,
  fetchRecording,
  listCallRecordings,
  listRecordings,
  recordingMedia,
  stopCallRecording,
} from './recordings.ts';
import { notFound } from './refusals.ts';
import { type App, formOf, queryOf, sidIn } from './request.ts';

/** Twilio's paths for calls and recordings. */
export function addRestRoutes(app: App, exchange: Exchange): void {
  const account = `/2010-04-01/Accounts/${exchange.account.sid}`;
  app.post(`${account}/Calls.json`, (c) => createUnderFault(exchange, c));
  app.get(`${account}/Calls.json`, (c) => c.json(listCalls(exchange, queryOf(c))));
  app.get(`${account}/Calls/:file`, (c) => c.json(fetchCall(exchange, sidIn(c))));
  app.post(`${account}/Calls/:file`, async (c) => c.json(await updateCall(exchange, sidIn(c), await formOf(c))));
  app.delete(`${account}/Calls/:file`, (c) => {
    deleteCall(exchange, sidIn(c));
    return c.body(null, 204);
  });
  app.get(`${account}/Calls/:call/Recordings.json`, (c) =>
    c.json(listCallRecordings(exchange, c.req.param('call'), queryOf(c))),
  );
  app.post(`${account}/Calls/:call/Recordings.json`, async (c) =>
    c.json(await createCallRecording(exchange, c.req.param('call'), await formOf(c)), 201),
  );
  app.post(`${account}/Calls/:call/Recordings/:file`, async (c) =>
    c.json(await stopCallRecording(exchange, c.req.param('call'), sidIn(c), await formOf(c))),
  );
  app.get(`${account}/Calls/:call/Recordings/:file`, (c) =>
    c.json(fetchCallRecording(exchange, c.req.param('call'), sidIn(c))),
  );
  app.delete(`${account}/Calls/:call/Recordings/:file`, async (c) => {
    await deleteCallRecording(exchange, c.req.param('call'), sidIn(c));
    return c.body(null, 204);
  });
  addRecordingRoutes(app, exchange, account);
}

function addRecordingRoutes(app: App, exchange: Exchange, account: string): void {
  app.get(`${account}/Recordings.json`, (c) => c.json(listRecordings(exchange, queryOf(c))));
  app.get(`${account}/Recordings/:file`, async (c) => {
    const file = c.req.param('file') ?? '';
    if (file.endsWith('.json')) return c.json(fetchRecording(exchange, sidIn(c)));
    if (/\.(?!wav$)/.test(file)) throw notFound(c.req.path);
    const bytes = await recordingMedia(exchange, file.replace(/\.wav$/, ''));
    return c.body(new Uint8Array(bytes), 200, { 'content-type': 'audio/x-wav' });
  });
  app.delete(`${account}/Recordings/:file`, async (c) => {
    await deleteRecording(exchange, sidIn(c));
    return c.body(null, 204);
  });
}
