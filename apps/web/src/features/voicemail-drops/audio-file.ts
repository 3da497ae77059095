import { createVoicemailDrop } from '@offhook/contract';
import { byteSize } from '../../app/formats.ts';

const { maxBytes } = createVoicemailDrop.uploads;

export const acceptedAudio = '.wav,.mp3,.m4a,.ogg,audio/*';

/** Why a file cannot be uploaded, as far as the page can tell before it is sent. */
export function fileProblem(file: { name: string; size: number }): string | undefined {
  if (file.size === 0) return 'The file is empty.';
  if (file.size > maxBytes) return `The file has ${byteSize(file.size)}; ${byteSize(maxBytes)} is the most.`;
  return undefined;
}

/** A name for the drop out of that of its file: `nameOf('after_hours-2.wav')` is `after hours 2`. */
export function nameOf(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]+$/, '')
    .replace(/[_-]+/g, ' ')
    .trim();
  return (name || fileName).slice(0, 255);
}
