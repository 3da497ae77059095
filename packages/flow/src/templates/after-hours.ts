import { template } from './template.ts';

export const afterHours = template(
  {
    id: 'after-hours',
    name: 'After-hours voicemail',
    description: 'Rings in opening hours. After hours callers leave a message, or press 1 when it cannot wait.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'hours' } },
    hours: {
      type: 'condition',
      name: 'Are we open?',
      data: { test: 'hours' },
      to: { open: 'team', closed: 'urgent' },
    },
    team: {
      type: 'dial',
      name: 'Ring the team',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'voicemail' },
    },
    urgent: {
      type: 'menu',
      name: 'Can it wait?',
      data: {
        message:
          'You have reached us after hours. If it cannot wait until we open, press 1. Otherwise stay on the line and leave a message.',
        options: { '1': 'It cannot wait' },
        tries: 1,
        timeout_seconds: 4,
      },
      to: { '1': 'on-call', 'no-input': 'voicemail', invalid: 'voicemail' },
    },
    'on-call': {
      type: 'dial',
      name: 'Ring whoever is on call',
      data: { targets: [], strategy: 'in-turn', ring_seconds: 25 },
      to: { 'no-answer': 'not-reached' },
    },
    'not-reached': {
      type: 'say',
      name: 'On call not reached',
      data: {
        message: 'We could not reach the colleague on call. Leave a message and we will call you as soon as we can.',
      },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
  },
);
