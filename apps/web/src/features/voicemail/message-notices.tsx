import type { MailNotice } from '@offhook/contract';
import { AbsoluteTime } from '../../ui/time.tsx';

const words = {
  waiting: 'is waiting to be sent',
  sent: 'sent',
  failed: 'could not be sent',
  no_server: 'not sent: no mail server is configured',
  unknown: 'may have arrived: the mail server did not say. It is not sent twice',
} as const;

/** The e-mails about a message, and what became of each. */
export function MessageNotices({ notices }: { notices: readonly MailNotice[] }) {
  if (notices.length === 0) return null;
  return (
    <section aria-labelledby="notices" className="grid gap-1">
      <h3 id="notices" className="text-[13px] font-semibold">
        E-mail notices
      </h3>
      <ul className="grid gap-0.5 text-[13px] text-muted">
        {notices.map(({ to, state, note, sent_at }) => (
          <li key={to} className="break-words">
            <span className="text-fg">{to}</span> {words[state]}
            {sent_at ? (
              <>
                {' on '}
                <AbsoluteTime at={sent_at} precision="full" />
              </>
            ) : null}
            {note && state !== 'no_server' ? ` (${note})` : ''}
          </li>
        ))}
      </ul>
    </section>
  );
}
