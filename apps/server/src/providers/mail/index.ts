import type { Config } from '#runtime/config';
import type { Mail } from './mail.ts';
import { smtpMail } from './smtp.ts';

export type { Delivery, Letter, Mail } from './mail.ts';

const nowhere: Mail = {
  isConfigured: false,
  sentence: 'No mail server is configured: set SMTP_URL and MAIL_FROM.',
  send: () => Promise.resolve({ outcome: 'later', note: nowhere.sentence }),
};

export function makeMail({ mail }: Pick<Config, 'mail'>): Mail {
  return mail ? smtpMail(mail) : nowhere;
}
