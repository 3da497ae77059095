import { template } from './template.ts';

export const openingHours = template(
  {
    id: 'opening-hours',
    name: 'Opening hours',
    description:
      'Rings your team in opening hours. At other times callers hear why nobody is there, and leave a message.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'hours' } },
    hours: {
      type: 'condition',
      name: 'Are we open?',
      data: { test: 'hours' },
      to: { open: 'welcome', closed: 'closed', holiday: 'holiday' },
    },
    welcome: {
      type: 'say',
      name: 'Welcome',
      data: { message: 'Thank you for calling. One moment, please, while we connect you.' },
      to: { next: 'team' },
    },
    closed: {
      type: 'say',
      name: 'Closed now',
      data: { message: 'Thank you for calling. You have reached us outside our opening hours. We will call you back.' },
      to: { next: 'voicemail' },
    },
    holiday: {
      type: 'say',
      name: 'Closed for the holiday',
      data: {
        message: 'Thank you for calling. We are closed for the holiday today. We will call you back when we return.',
      },
      to: { next: 'voicemail' },
    },
    team: {
      type: 'dial',
      name: 'Ring the team',
      data: { targets: [], ring_seconds: 30 },
      to: { 'no-answer': 'busy' },
    },
    busy: {
      type: 'say',
      name: 'Nobody is free',
      data: { message: 'We are sorry, nobody can take your call right now.' },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
  },
);
