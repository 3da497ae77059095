import { template } from './template.ts';

export const reception = template(
  {
    id: 'reception',
    name: 'Reception',
    description:
      'In opening hours a menu leads to sales, support or the front desk. Whoever reaches nobody, or calls when it is closed, leaves a message.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'hours' } },
    hours: {
      type: 'condition',
      name: 'Are we open?',
      data: { test: 'hours' },
      to: { open: 'menu', closed: 'closed', holiday: 'holiday' },
    },
    menu: {
      type: 'menu',
      name: 'Main menu',
      data: {
        message:
          'Thank you for calling. For sales, press 1. For support, press 2. To speak to the front desk, press 0 or stay on the line.',
        options: { '0': 'Front desk', '1': 'Sales', '2': 'Support' },
        invalid_message: 'Sorry, that is not one of the choices.',
        tries: 2,
      },
      to: { '0': 'desk', '1': 'sales', '2': 'support', 'no-input': 'desk', invalid: 'desk' },
    },
    sales: {
      type: 'dial',
      name: 'Ring sales',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'away' },
    },
    support: {
      type: 'dial',
      name: 'Ring support',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'away' },
    },
    desk: {
      type: 'dial',
      name: 'Ring the front desk',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'away' },
    },
    closed: {
      type: 'say',
      name: 'We are closed',
      data: { message: 'Thank you for calling. Our office is closed at the moment.' },
      to: { next: 'voicemail' },
    },
    holiday: {
      type: 'say',
      name: 'Holiday',
      data: { message: 'Thank you for calling. Our office is closed today for the holiday.' },
      to: { next: 'voicemail' },
    },
    away: {
      type: 'say',
      name: 'Nobody is free',
      data: { message: 'We are sorry, everybody is busy right now.' },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
  },
);
