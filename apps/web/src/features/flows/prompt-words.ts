import type { Directory } from '@offhook/flow';
import type { NodeData } from './faces/face.ts';
import { quoted, textIn } from './node-data.ts';

export type PromptSource = 'text' | 'audio' | 'url';

/** Which of the three is heard; audio goes before text. */
export function promptSource(data: NodeData): PromptSource {
  if (textIn(data, 'media_id') !== '') return 'audio';
  return textIn(data, 'audio_url') !== '' ? 'url' : 'text';
}

/** What is heard, in one line; undefined when there is nothing yet. */
export function promptSummary(data: NodeData, directory: Directory): string | undefined {
  const mediaId = textIn(data, 'media_id');
  if (mediaId !== '') return `Plays ${directory.prompts[mediaId]?.name ?? 'audio that is gone'}`;
  const url = textIn(data, 'audio_url');
  if (url !== '') return `Plays ${url.replace(/^https?:\/\//, '')}`;
  const message = textIn(data, 'message');
  return message === '' ? undefined : quoted(message);
}
