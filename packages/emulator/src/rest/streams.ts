import { tracksOf } from '../streams/fork.ts';
import { startStream } from '../streams/stream.ts';
import { checkUrl, SocketRefused } from '../streams/web-socket.ts';
import { begun, forkJson, liveLine, parameterNames, parametersOf, stopRequested, trackNames } from './forks.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';
import { RestRefusal } from './refusals.ts';

const streams = `${accountsPath}/Calls/{CallSid}/Streams`;

export const streamOperations: readonly Operation[] = [
  { id: 'CreateStream', method: 'POST', path: `${streams}.json`, run: createStream },
  { id: 'UpdateStream', method: 'POST', path: `${streams}/{Sid}.json`, run: (one) => stopRequested(one, 'stream') },
];

const known = ['Url', 'Name', 'Track', 'StatusCallback', 'StatusCallbackMethod', ...parameterNames];

/**
 * Streams a live call, one way.
 *
 * @see https://www.twilio.com/docs/voice/api/stream-resource (read 2026-11-21)
 */
function createStream(request: RestRequest) {
  const { exchange } = request;
  const form = readForm(request.form, known);
  const url = form.text('Url');
  if (url === undefined) throw new RestRefusal(400, 20001, 'Url is required');
  const line = liveLine(request);
  refuseBadUrl(request, line.callSid, url);
  const row = begun(() =>
    startStream(exchange, line, {
      url,
      name: form.text('Name'),
      tracks: tracksOf(form.word('Track', trackNames) ?? 'inbound_track'),
      parameters: parametersOf(request.form),
      callback: form.target('StatusCallback', 'StatusCallbackMethod'),
      isBidirectional: false,
    }),
  );
  return forkJson(row, 'stream');
}

// That a bad URL is refused here with the number of the debugger's error is unconfirmed.
function refuseBadUrl({ exchange }: RestRequest, callSid: string, url: string): void {
  try {
    checkUrl(exchange, callSid, url, false);
  } catch (error) {
    if (error instanceof SocketRefused) throw new RestRefusal(400, error.code, error.message);
    throw error;
  }
}
