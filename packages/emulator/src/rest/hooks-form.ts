import type { Method } from '../call.ts';
import type { Hooks } from '../numbers/hooks.ts';
import { RestRefusal } from './refusals.ts';

/** The parameters that numbers and applications share. */
export const hookNames = [
  ...['VoiceUrl', 'VoiceMethod', 'VoiceFallbackUrl', 'VoiceFallbackMethod', 'VoiceCallerIdLookup'],
  ...['StatusCallback', 'StatusCallbackMethod', 'SmsUrl', 'SmsMethod', 'SmsFallbackUrl', 'SmsFallbackMethod'],
];

/** Hooks of a new number or application. */
export const noHooks: Hooks = { voiceMethod: 'POST', voiceFallbackMethod: 'POST', statusCallbackMethod: 'POST' };

/** The hooks after a request: what it does not name stays, and an empty URL unsets one. */
export function hooksFrom(form: URLSearchParams, now: Hooks): Hooks {
  const url = (name: string, current: string | undefined) => urlIn(form, name, current);
  const method = <Current extends Method | undefined>(name: string, current: Current) => methodIn(form, name, current);
  const hooks: Hooks = {
    voiceUrl: url('VoiceUrl', now.voiceUrl),
    voiceMethod: method('VoiceMethod', now.voiceMethod),
    voiceFallbackUrl: url('VoiceFallbackUrl', now.voiceFallbackUrl),
    voiceFallbackMethod: method('VoiceFallbackMethod', now.voiceFallbackMethod),
    statusCallback: url('StatusCallback', now.statusCallback),
    statusCallbackMethod: method('StatusCallbackMethod', now.statusCallbackMethod),
    voiceCallerIdLookup: flagIn(form, 'VoiceCallerIdLookup', now.voiceCallerIdLookup),
    smsUrl: url('SmsUrl', now.smsUrl),
    smsMethod: method('SmsMethod', now.smsMethod),
    smsFallbackUrl: url('SmsFallbackUrl', now.smsFallbackUrl),
    smsFallbackMethod: method('SmsFallbackMethod', now.smsFallbackMethod),
  };
  if (form.get('VoiceFallbackUrl') && hooks.voiceUrl === undefined) {
    throw new RestRefusal(400, 21405, 'VoiceFallbackUrl needs a VoiceUrl');
  }
  return hooks;
}

/** A URL of a number or an application (error 21402). */
export function urlIn(form: URLSearchParams, name: string, current: string | undefined): string | undefined {
  const text = form.get(name);
  if (text === null) return current;
  if (text === '') return undefined;
  if (!URL.canParse(text) || !['http:', 'https:'].includes(new URL(text).protocol)) {
    throw new RestRefusal(400, 21402, `${name} is not valid: ${text}`);
  }
  return text;
}

function methodIn<Current extends Method | undefined>(
  form: URLSearchParams,
  name: string,
  current: Current,
): Method | Current {
  const text = form.get(name)?.toUpperCase();
  if (!text) return current;
  if (text !== 'GET' && text !== 'POST')
    throw new RestRefusal(400, 21403, `${name} must be GET or POST, not '${text}'`);
  return text;
}

export function flagIn<Current extends boolean | undefined>(
  form: URLSearchParams,
  name: string,
  current: Current,
): boolean | Current {
  const text = form.get(name)?.toLowerCase();
  if (!text) return current;
  if (text !== 'true' && text !== 'false') throw new RestRefusal(400, 20001, `${name} must be true or false`);
  return text === 'true';
}
