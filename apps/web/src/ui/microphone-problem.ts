// Names of https://www.w3.org/TR/mediacapture-streams/#methods-5 and of the Web Audio API, read November 2026;
// SilenceError is ours.
const sentences: Record<string, string> = {
  NotAllowedError:
    'The browser does not let this page use the microphone. Allow it by the icon beside the address, then record again.',
  NotFoundError: 'No microphone was found. Connect one and record again, or upload a file.',
  OverconstrainedError: 'No microphone was found. Connect one and record again, or upload a file.',
  NotReadableError:
    'The microphone cannot be opened; another program may be using it. Close that program and try again.',
  AbortError: 'The microphone stopped working. Connect it again, then record again.',
  SecurityError:
    'Browsers record only on pages that came by HTTPS or from this computer. Open Offhook by HTTPS, or upload a file.',
  NotSupportedError: 'This browser cannot record. Use another one, or upload a file.',
  EncodingError: 'Too little was recorded. Record again, a little longer.',
  SilenceError: 'Only silence was recorded. Check that the microphone is not muted, then record again.',
};

/** Why nothing was recorded, and what to do about it. */
export function microphoneSentence(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return sentences[name] ?? 'The recording failed. Try again, or upload a file.';
}
