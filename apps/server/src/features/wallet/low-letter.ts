import { formatMicros } from '@offhook/kit';
import type { Letter } from '#providers/mail';

/** What an admin reads when the wallet runs low. */
export function lowLetter(facts: {
  to: string;
  workspaceName: string;
  balanceMicros: number;
  currency: string;
  link: string;
}): Letter {
  const { to, balanceMicros, currency, link } = facts;
  const name = facts.workspaceName.replace(/\p{Cc}+/gu, ' ').trim();
  const balance = `${formatMicros(balanceMicros)} ${currency}`;
  const sentence =
    balanceMicros > 0
      ? `The wallet of ${name} is down to ${balance}. When it is empty no call starts any more.`
      : `The wallet of ${name} is empty (${balance}). No call starts until it is topped up.`;
  return {
    to,
    subject: `The wallet of ${name} is ${balanceMicros > 0 ? 'running low' : 'empty'}: ${balance}`,
    text: `${sentence}\n\nTop it up: ${link}\n`,
    html: `<p>${escaped(sentence)}</p><p><a href="${escaped(link)}">Top it up</a></p>`,
  };
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const minuteMs = 60_000;
/** With these waits in between the tries go on for a day. */
const waitsMinutes = [1, 5, 30, 120, 480, 960];

/** How long after so many failed tries it is tried again; undefined: no more. */
export function nextTryAfterMs(tries: number): number | undefined {
  const minutes = waitsMinutes[tries - 1];
  return minutes === undefined ? undefined : minutes * minuteMs;
}
