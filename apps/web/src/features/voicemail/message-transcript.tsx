import type { VoicemailMessage } from '@offhook/contract';

/** What was said, as text, or in words why there is none. */
export function MessageTranscript({ message }: { message: VoicemailMessage }) {
  const { transcription, transcription_status: status, transcription_note: note } = message;
  return (
    <section aria-labelledby="transcript" className="grid gap-1">
      <h3 id="transcript" className="text-[13px] font-semibold">
        Transcript
      </h3>
      {transcription ? (
        <p className="break-words whitespace-pre-line">{transcription.text}</p>
      ) : (
        <p className="text-muted">{note ?? words[status]}</p>
      )}
    </section>
  );
}

const words = {
  no_service: 'There is no transcription service.',
  off: 'Transcription is switched off in the settings.',
  pending: 'Transcribing…',
  done: 'Nothing could be made out.',
  failed: 'The transcription failed.',
} as const;
