import { template } from './template.ts';

export const salesSupport = template(
  {
    id: 'sales-support',
    name: 'Sales and support',
    description:
      'A menu of two teams, at any time of day. Support asks again which product it is about; whoever reaches nobody leaves a message.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'menu' } },
    menu: {
      type: 'menu',
      name: 'Sales or support?',
      data: {
        message: 'Welcome. For sales, press 1. For help with something you have bought, press 2.',
        options: { '1': 'Sales', '2': 'Support' },
        invalid_message: 'Sorry, please press 1 or 2.',
      },
      to: { '1': 'sales', '2': 'topic', 'no-input': 'sales', invalid: 'sales' },
    },
    topic: {
      type: 'menu',
      name: 'What is it about?',
      data: {
        message: 'If something does not work, press 1. For an order or an invoice, press 2. To go back, press star.',
        options: { '1': 'Something is broken', '2': 'Order or invoice', '*': 'Back' },
        tries: 2,
      },
      to: { '1': 'support', '2': 'orders', '*': 'menu', 'no-input': 'support', invalid: 'support' },
    },
    sales: {
      type: 'dial',
      name: 'Ring sales',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'sorry-sales' },
    },
    support: {
      type: 'dial',
      name: 'Ring support',
      data: { targets: [], ring_seconds: 30 },
      to: { 'no-answer': 'sorry-support' },
    },
    orders: {
      type: 'dial',
      name: 'Ring orders',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'sorry-support' },
    },
    'sorry-sales': {
      type: 'say',
      name: 'Sales will call back',
      data: { message: 'Our sales team is talking to other customers. Leave your number and we will call you back.' },
      to: { next: 'voicemail' },
    },
    'sorry-support': {
      type: 'say',
      name: 'Support will call back',
      data: { message: 'Everybody in support is busy. Please tell us after the tone what happened.' },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
  },
);
