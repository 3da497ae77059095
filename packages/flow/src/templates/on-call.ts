import { template } from './template.ts';

export const onCall = template(
  {
    id: 'on-call',
    name: 'On-call rota',
    description:
      'Rings the people of a group one after another, twice round, until somebody presses 1 to take the call.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'welcome' } },
    welcome: {
      type: 'say',
      name: 'Please hold',
      data: {
        message: 'You have reached the emergency line. Please stay on the line; we are calling the engineer on duty.',
      },
      to: { next: 'first' },
    },
    first: {
      type: 'dial',
      name: 'Ring the rota',
      data: { targets: [], strategy: 'in-turn', ring_seconds: 20, screen: true },
      to: { answered: 'done', 'no-answer': 'still' },
    },
    still: {
      type: 'say',
      name: 'Still trying',
      data: { message: 'Nobody has answered yet. We are trying again.' },
      to: { next: 'second' },
    },
    second: {
      type: 'dial',
      name: 'Ring the rota again',
      data: { targets: [], strategy: 'in-turn', ring_seconds: 30, screen: true },
      to: { answered: 'done', 'no-answer': 'sorry' },
    },
    sorry: {
      type: 'say',
      name: 'Leave a message',
      data: {
        message:
          'We could not reach anybody. Please leave your name, your number and what happened; it is passed on at once.',
      },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
    done: { type: 'hangup', name: 'Conversation over', data: { message: 'Thank you for calling. Goodbye.' } },
  },
);
