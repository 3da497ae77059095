import { startSiprec } from '../siprec/siprec.ts';
import { begun, forkJson, liveLine, parameterNames, stopRequested, trackNames } from './forks.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';

const siprecs = `${accountsPath}/Calls/{CallSid}/Siprec`;

export const siprecOperations: readonly Operation[] = [
  { id: 'CreateSiprec', method: 'POST', path: `${siprecs}.json`, run: createSiprec },
  { id: 'UpdateSiprec', method: 'POST', path: `${siprecs}/{Sid}.json`, run: (one) => stopRequested(one, 'siprec') },
];

const known = ['Name', 'ConnectorName', 'Track', 'StatusCallback', 'StatusCallbackMethod', ...parameterNames];

/** Begins a SIPREC session on a live call, on the books only. */
function createSiprec(request: RestRequest) {
  const form = readForm(request.form, known);
  const line = liveLine(request);
  const row = begun(() =>
    startSiprec(request.exchange, line, {
      name: form.text('Name'),
      connectorName: form.text('ConnectorName'),
      track: form.word('Track', trackNames),
      callback: form.target('StatusCallback', 'StatusCallbackMethod'),
    }),
  );
  return forkJson(row, 'siprec');
}
