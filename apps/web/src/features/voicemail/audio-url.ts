import { fillPath, getVoicemailAudio } from '@offhook/contract';

/** Where the audio of a message is served from. */
export function audioUrl(voicemailId: string, as: { format?: 'wav' | 'mp3'; download?: boolean } = {}): string {
  return fillPath(getVoicemailAudio.path, { voicemail_id: voicemailId }, as);
}
