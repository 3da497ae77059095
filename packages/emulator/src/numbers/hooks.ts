import type { CallPlan, Method, Target } from '../call.ts';

/** What a number or an application does when it is called or written to. An absent URL is not set. */
export interface Hooks {
  voiceUrl?: string;
  voiceMethod: Method;
  voiceFallbackUrl?: string;
  voiceFallbackMethod: Method;
  statusCallback?: string;
  statusCallbackMethod: Method;
  voiceCallerIdLookup?: boolean;
  smsUrl?: string;
  smsMethod?: Method;
  smsFallbackUrl?: string;
  smsFallbackMethod?: Method;
}

/** The part of a call's plan that its hooks decide. */
export type VoicePlan = Pick<CallPlan, 'document' | 'fallback' | 'status'>;

/** What hooks do with a call. Their status callback is told of the end only, as Twilio does for numbers and applications. */
export function voicePlanOf(hooks: Hooks): VoicePlan {
  const status = target(hooks.statusCallback, hooks.statusCallbackMethod);
  return {
    document: target(hooks.voiceUrl, hooks.voiceMethod),
    fallback: target(hooks.voiceFallbackUrl, hooks.voiceFallbackMethod),
    status: status && { ...status, events: ['completed'] },
  };
}

function target(url: string | undefined, method: Method): Target | undefined {
  return url === undefined ? undefined : { url, method };
}
