import { Link } from '@tanstack/react-router';

const look =
  '-mb-px flex min-h-9 items-center border-b-2 border-transparent px-3 font-medium text-muted aria-[current=page]:border-accent aria-[current=page]:text-fg';

/** The three pages of voicemail. */
export function VoicemailTabs() {
  return (
    <nav aria-label="Voicemail" className="flex gap-1 border-b">
      <Link to="/voicemail" activeOptions={{ exact: true, includeSearch: false }} className={look}>
        Inbox
      </Link>
      <Link to="/voicemail/greetings" activeOptions={{ includeSearch: false }} className={look}>
        Greetings
      </Link>
      <Link to="/voicemail/boxes" className={look}>
        Boxes
      </Link>
    </nav>
  );
}
