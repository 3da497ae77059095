import type { WarningJson } from '../../src/control/shapes.ts';
import { Warnings } from './calls/warnings.tsx';
import { useSession } from './session/session.ts';
import { useAnswer } from './session/use-answer.ts';
import { Problem } from './ui/field.tsx';
import { Panel } from './ui/panel.tsx';
import { Title } from './ui/title.tsx';

/** Every warning and error of every call, newest first. */
export function NotificationsPage() {
  const { api, live } = useSession();
  const count = live.calls.reduce((sum, { warnings, errors }) => sum + warnings + errors, 0);
  const asked = useAnswer(() => api.get<{ notifications: WarningJson[] }>('/notifications'), [api, count]);
  return (
    <div class="page">
      <Title name="Notifications" />
      <Problem sentence={asked.problem} />
      <Panel title="Warnings and errors">
        <Warnings warnings={asked.answer?.notifications ?? []} empty="No call has had a problem." withCalls />
      </Panel>
    </div>
  );
}
