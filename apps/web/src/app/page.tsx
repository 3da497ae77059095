import { type ReactNode, type RefObject, useContext, useEffect, useRef } from 'react';
import { useUnreadVoicemail } from '../features/voicemail/unread.ts';
import { SessionContext } from './session.ts';

let pagesShown = 0;

/** One page: its single h1, the document's title, and the focus on the h1 after a change of route. */
export function Page(props: { title: string; heading?: ReactNode; actions?: ReactNode; children: ReactNode }) {
  const heading = usePageHeading(props.title);
  return (
    <div className="mx-auto grid w-full max-w-[1440px] min-w-0 grid-cols-[minmax(0,1fr)] gap-4 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <h1 ref={heading} tabIndex={-1} className="min-w-0 text-xl leading-7 font-semibold break-words outline-none">
          {props.heading ?? props.title}
        </h1>
        {props.actions ? <div className="flex flex-wrap items-center gap-2">{props.actions}</div> : null}
      </div>
      {props.children}
    </div>
  );
}

/** For a page with a frame of its own: the document's title, and the ref of its h1. */
export function usePageHeading(title: string): RefObject<HTMLHeadingElement | null> {
  const workspace = useContext(SessionContext)?.workspace.name ?? 'Offhook';
  const unread = useUnreadVoicemail();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${title} · ${workspace}`;
  }, [title, workspace, unread]);
  useEffect(() => {
    pagesShown += 1;
    // On the first load the focus stays at the top, where the skip link is.
    if (pagesShown > 1) heading.current?.focus();
  }, []);
  return heading;
}
