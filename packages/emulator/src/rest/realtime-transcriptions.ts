import { startTranscription, usualTranscription } from '../realtime-transcription/transcription.ts';
import { begun, forkJson, liveLine, noteIgnored, stopRequested, trackNames } from './forks.ts';
import { readForm } from './form.ts';
import { accountsPath, type Operation, type RestRequest } from './operation.ts';

const transcriptions = `${accountsPath}/Calls/{CallSid}/Transcriptions`;

export const realtimeTranscriptionOperations: readonly Operation[] = [
  { id: 'CreateRealtimeTranscription', method: 'POST', path: `${transcriptions}.json`, run: createTranscription },
  {
    id: 'UpdateRealtimeTranscription',
    method: 'POST',
    path: `${transcriptions}/{Sid}.json`,
    run: (request) => stopRequested(request, 'transcription'),
  },
];

/** Parameters that would need a product beside voice. */
const ignored = ['IntelligenceService', 'ConversationConfiguration', 'ConversationId', 'ConfigurationId'];

const known = [
  ...['Name', 'Track', 'StatusCallbackUrl', 'StatusCallbackMethod', 'InboundTrackLabel', 'OutboundTrackLabel'],
  ...['PartialResults', 'LanguageCode', 'TranscriptionEngine', 'ProfanityFilter', 'SpeechModel', 'Hints'],
  ...['EnableAutomaticPunctuation', 'EnableProviderData', ...ignored],
];

/** Writes a live call down from now on. */
function createTranscription(request: RestRequest) {
  const form = readForm(request.form, known);
  const line = liveLine(request);
  const usual = usualTranscription;
  const row = begun(() =>
    startTranscription(request.exchange, line, {
      name: form.text('Name'),
      track: form.word('Track', trackNames) ?? usual.track,
      callback: form.target('StatusCallbackUrl', 'StatusCallbackMethod'),
      inboundTrackLabel: form.text('InboundTrackLabel'),
      outboundTrackLabel: form.text('OutboundTrackLabel'),
      partialResults: form.flag('PartialResults') ?? usual.partialResults,
      languageCode: form.text('LanguageCode') ?? usual.languageCode,
      engine: form.text('TranscriptionEngine')?.toLowerCase() ?? usual.engine,
      profanityFilter: form.flag('ProfanityFilter') ?? usual.profanityFilter,
      speechModel: form.text('SpeechModel') ?? usual.speechModel,
      hints: form.text('Hints'),
      enableAutomaticPunctuation: form.flag('EnableAutomaticPunctuation') ?? usual.enableAutomaticPunctuation,
    }),
  );
  for (const name of ignored) {
    if (form.text(name) !== undefined) noteIgnored(request, line, `${name} changes nothing here`);
  }
  return forkJson(row, 'transcription');
}
