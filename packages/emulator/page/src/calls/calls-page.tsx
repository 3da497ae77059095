import { useSession } from '../session/session.ts';
import { Title } from '../ui/title.tsx';
import { CallList } from './call-list.tsx';
import { CallPage } from './call-page.tsx';
import { DialIn } from './dial-in.tsx';

/** All calls on one side, one of them on the other; where there is little room, one after the other. */
export function CallsPage({ sid }: { sid: string | undefined }) {
  const { live } = useSession();
  return (
    <div class={sid ? 'calls with-call' : 'calls'}>
      <div class="call-side">
        {sid ? null : <Title name="Calls" />}
        <DialIn />
        <CallList calls={live.calls} current={sid} />
      </div>
      {sid ? <CallPage key={sid} sid={sid} /> : <p class="nothing no-call">Choose a call to see what it does.</p>}
    </div>
  );
}
