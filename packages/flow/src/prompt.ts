import type { Prompt as PromptVerb } from '@offhook/twiml';
import { mediaAddress } from './addresses.ts';
import { Prompt } from './directory-shapes.ts';
import type { Reference } from './node-kind.ts';
import { fillIn } from './variables.ts';

/** The fields of a prompt, as they stand in a node's data beside its others. */
export const promptFields = Prompt.shape;

// Twilio's error 13521, "Say: Text too long" (https://www.twilio.com/docs/api/errors/13521): about 4,096 characters.
const mostSpoken = 4000;

/** What is heard; nothing when there is neither text nor audio. Audio goes before text. */
export function promptVerbs(prompt: Prompt, variables: Readonly<Record<string, string>>): PromptVerb[] {
  const { message, voice, language, media_id, audio_url } = prompt;
  if (media_id) return [{ verb: 'play', url: mediaAddress(media_id) }];
  if (audio_url) return [{ verb: 'play', url: audio_url }];
  const text = fillIn(message ?? '', variables)
    .trim()
    .slice(0, mostSpoken);
  if (text === '') return [];
  return [{ verb: 'say', text, ...(voice && { voice }), ...(language && { language }) }];
}

export const hasPrompt = ({ message, media_id, audio_url }: Prompt): boolean =>
  Boolean(message ?? media_id ?? audio_url);

export function promptReferences({ media_id }: Prompt): Reference[] {
  return media_id ? [{ field: 'media_id', kind: 'prompt', id: media_id }] : [];
}
