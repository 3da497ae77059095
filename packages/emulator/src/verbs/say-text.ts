import type { Say, SsmlNode } from '@offhook/twiml';
import { warnOf } from './note-verb.ts';
import type { Stage } from './outcome.ts';

/**
 * What a `<Say>` speaks; undefined when Twilio would not speak it. Says on the call what is wrong with its attributes: an
 * unknown voice or language is warned of, and the default speaks (unconfirmed: Twilio may also skip it).
 *
 * @see https://www.twilio.com/docs/voice/twiml/say (read 2026-11-21)
 */
export function speakableParts(stage: Stage, { text, ssml, voice, language }: Say): readonly SsmlNode[] | undefined {
  if (voice !== undefined && voice !== '' && !voices.test(voice))
    warnOf(stage, 13511, `voice="${voice}" of <Say> is unknown`);
  if (language !== undefined && language !== '' && !languages.has(language.toLowerCase()))
    warnOf(stage, 13512, `language="${language}" of <Say> is unknown`);
  if (text === '' && !ssml) {
    warnOf(stage, 13520, 'The text of <Say> is empty');
    return undefined;
  }
  const most = mostBytes(voice ?? '');
  const bytes = Buffer.byteLength(text);
  if (bytes > most) {
    warnOf(stage, 13521, `The text of <Say> has ${bytes} bytes; this voice speaks at most ${most}. It is skipped`);
    return undefined;
  }
  return ssml ?? [text];
}

// https://www.twilio.com/docs/api/errors/13521 (read 2026-11-21); that all of it is skipped is unconfirmed.
function mostBytes(voice: string): number {
  if (/^polly\./i.test(voice)) return 3000;
  return /^google\./i.test(voice) ? 5000 : 4096;
}

const voices =
  /^(man|woman|alice|Polly\.\p{L}+(-(Neural|Generative|Long-?Form))?|Google\.[a-z]{2,3}-[a-z]{2}-[\w-]+)$/iu;

// Those of the SDK (twilio 5, 2026-11), and the languages that the oldest voices name without a country.
const languages = new Set(
  [
    'af-ZA am-ET ar-AE ar-XA arb bg-BG bn-IN ca-ES cmn-CN cmn-TW cs-CZ cy-GB da-DK de-AT de-DE el-GR en-AU en-CA en-GB',
    'en-GB-WLS en-IE en-IN en-NZ en-US en-ZA es-ES es-MX es-US fi-FI fil-PH fr-CA fr-FR fr-BE gu-IN he-IL hi-IN hu-HU',
    'id-ID is-IS it-IT ja-JP kn-IN ko-KR lv-LV ml-IN mr-IN ms-MY nb-NO nl-BE nl-NL pa-IN pl-PL pt-BR pt-PT ro-RO ru-RU',
    'sk-SK sr-RS sv-SE ta-IN te-IN th-TH tr-TR uk-UA vi-VN yue-HK zh-CN zh-HK zh-TW en es fr de it en-UK lt-LT en-PH',
  ]
    .join(' ')
    .toLowerCase()
    .split(' '),
);
