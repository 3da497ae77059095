import type { Letter } from '#providers/mail';

export interface LetterFacts {
  to: string;
  boxName: string;
  from: string;
  contactName: string | null;
  seconds: number;
  at: Date;
  timeZone: string;
  /** Where the page shows the message. */
  link: string;
  attachment: Letter['attachment'];
}

/** What somebody reads of a new message. */
export function letterOf(facts: LetterFacts): Letter {
  const { to, boxName, seconds, at, timeZone, link, attachment } = facts;
  const caller = facts.contactName ? `${facts.contactName} (${facts.from})` : facts.from;
  const lines: [string, string][] = [
    ['From', caller],
    ['Box', boxName],
    [
      'When',
      `${new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone }).format(at)} (${timeZone})`,
    ],
    ['Length', lengthOf(seconds)],
  ];
  return {
    to,
    subject: oneLine(`Voicemail from ${caller}, ${lengthOf(seconds)}`),
    text: `${lines.map(([name, value]) => `${name}: ${oneLine(value)}`).join('\n')}\n\nListen: ${link}\n`,
    html: `<table>${lines.map(([name, value]) => `<tr><th align="left">${name}</th><td>${escaped(value)}</td></tr>`).join('')}</table><p><a href="${escaped(link)}">Listen</a></p>`,
    attachment,
  };
}

function lengthOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

// Names come from outside: they must not begin another line of the mail's head.
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function escaped(text: string): string {
  const signs: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return oneLine(text).replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

const secondMs = 1000;
/** With these waits in between the tries go on for half a day. */
const waitsSeconds = [30, 120, 600, 1800, 7200, 14_400, 14_400];

/** When a notice is tried again that failed so many times; null: no more. */
export function nextTryAfterMs(tries: number): number | null {
  const wait = waitsSeconds[tries - 1];
  return wait === undefined ? null : wait * secondMs;
}
