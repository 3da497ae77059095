import type { Consent } from '@offhook/contract';

export const scopeWords: Record<Consent['scope'], string> = {
  calls: 'Calls from people',
  prerecorded: 'Recorded messages',
  artificial: 'Messages in a computer voice',
  recording: 'Calls being recorded',
};

export const strengthWords: Record<Consent['strength'], string> = {
  express: 'said so',
  'express-written': 'in writing',
};

export const consentStates = {
  holds: { label: 'Holds', tone: 'live' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Revoked', tone: 'danger' },
} as const;
