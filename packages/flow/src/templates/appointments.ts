import { template } from './template.ts';

export const appointments = template(
  {
    id: 'appointments',
    name: 'Appointment line',
    description:
      'Callers ask for an appointment, change one by its booking number, hear when you are open, or speak to the desk.',
  },
  {
    start: { type: 'start', name: 'Call comes in', to: { next: 'menu' } },
    menu: {
      type: 'menu',
      name: 'Appointments',
      data: {
        message:
          'Welcome to our appointment line. For a new appointment, press 1. To change or cancel one, press 2. To hear when we are open, press 3. For anything else, press 0.',
        options: { '0': 'Anything else', '1': 'New appointment', '2': 'Change or cancel', '3': 'When are you open?' },
        invalid_message: 'Sorry, that is not one of the choices.',
      },
      to: { '0': 'desk', '1': 'wish', '2': 'booking', '3': 'times', 'no-input': 'desk', invalid: 'desk' },
    },
    wish: {
      type: 'say',
      name: 'What to say',
      data: {
        message:
          'After the tone, please say your name, your phone number and two days that suit you. We will call to confirm.',
      },
      to: { next: 'voicemail' },
    },
    booking: {
      type: 'menu',
      name: 'Booking number',
      data: {
        message: 'Please type your booking number, and then the hash key.',
        options: {},
        most_digits: 10,
        timeout_seconds: 8,
        save_as: 'booking',
      },
      to: { entered: 'read-back', 'no-input': 'desk' },
    },
    times: {
      type: 'say',
      name: 'When we are open',
      data: { message: 'We are open from Monday to Friday, from 9 in the morning to 5 in the afternoon.' },
      to: { next: 'menu' },
    },
    'read-back': {
      type: 'say',
      name: 'One moment',
      data: { message: 'Thank you. One moment, please, while we look for booking {{booking}}.' },
      to: { next: 'desk' },
    },
    desk: {
      type: 'dial',
      name: 'Ring the desk',
      data: { targets: [], ring_seconds: 25 },
      to: { 'no-answer': 'away' },
    },
    away: {
      type: 'say',
      name: 'Desk is busy',
      data: {
        message: 'Our desk is busy. Leave your name, your number and what you would like, and we will call you back.',
      },
      to: { next: 'voicemail' },
    },
    voicemail: { type: 'voicemail', name: 'Take a message' },
  },
);
