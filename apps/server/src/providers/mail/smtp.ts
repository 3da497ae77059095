import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import { parseConnectionUrl } from 'nodemailer/lib/shared';
import SMTPConnection, { type SMTPConnectionOptions } from 'nodemailer/lib/smtp-connection';
import type { Delivery, Letter, Mail } from './mail.ts';

const limits = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000 };

/** Mail through a server that speaks SMTP. Each letter has a connection of its own: there are few. */
export function smtpMail({ url, from }: { url: string; from: string }): Mail {
  const options = { ...parseConnectionUrl(url), ...limits };
  return {
    isConfigured: true,
    sentence: `E-mails leave through ${options.host ?? 'localhost'}, from ${from}.`,
    async send(letter) {
      const message = compose(from, letter);
      return deliver(options, message.getEnvelope(), await message.build());
    },
  };
}

function compose(from: string, { to, subject, text, html, attachment }: Letter) {
  const file = attachment && {
    filename: attachment.name,
    contentType: attachment.type,
    content: Buffer.from(attachment.content),
  };
  const headers = { 'Auto-Submitted': 'auto-generated' };
  const options = { from, to, subject, text, html, headers, disableFileAccess: true, disableUrlAccess: true };
  return new MailComposer({ ...options, attachments: file ? [file] : [] }).compile();
}

type Options = SMTPConnectionOptions & ReturnType<typeof parseConnectionUrl>;

// The connection and not the transport: only here can be seen whether the message was handed over before an error came.
function deliver(
  { auth, ...options }: Options,
  { from, to }: { from: string | false; to: string[] },
  message: Buffer,
): Promise<Delivery> {
  return new Promise((resolve) => {
    let isHandedOver = false;
    const body = new Readable({
      read() {
        isHandedOver = true;
        this.push(message);
        this.push(null);
      },
    });
    const connection = new SMTPConnection(options);
    const fail = (error: Failure) => {
      connection.close();
      resolve(deliveryOf(error, isHandedOver));
    };
    connection.on('error', fail);
    const send = () =>
      connection.send({ from, to, size: message.length }, body, (error, info) => {
        if (error) return fail(error);
        connection.quit();
        resolve({ outcome: 'sent', note: info?.response ?? '' });
      });
    connection.connect((error) => {
      if (error) return fail(error);
      if (!auth) return send();
      connection.login({ credentials: { user: auth.user, pass: auth.pass } }, (refused) =>
        refused ? fail(refused) : send(),
      );
    });
  });
}

type Failure = Error & { code?: string | undefined; responseCode?: number | undefined };

/**
 * 4xx asks to try later, 5xx is final (RFC 5321, 4.2.1). What is wrong with our own name and password somebody can put
 * right. Without an answer a message that was handed over may have arrived.
 */
function deliveryOf({ message: note, code, responseCode }: Failure, isHandedOver: boolean): Delivery {
  if (code === 'EAUTH') return { outcome: 'later', note };
  if (responseCode === undefined) return { outcome: isHandedOver ? 'unknown' : 'later', note };
  return { outcome: responseCode >= 500 ? 'refused' : 'later', note };
}
