import { type ReactNode, useEffect } from 'react';
import { Page } from '../../app/page.tsx';
import { useMay, useSession } from '../../app/session.ts';
import { ApiKeys } from '../access/api-keys.tsx';
import { PersonForwarding } from '../forwarding/person-forwarding.tsx';
import { OwnProfile } from '../people/own-profile.tsx';
import { Appearance } from './appearance.tsx';
import { CarrierFacts } from './carrier-facts.tsx';
import { SampleData } from './sample-data.tsx';
import { SettingList } from './setting-list.tsx';
import { WorkspaceForm } from './workspace-form.tsx';

/** Everything that can be set: for you, and for the workspace. */
export function SettingsPage() {
  const isAdmin = useMay('admin');
  const { person } = useSession();
  useEffect(() => {
    const { hash } = location;
    if (hash) document.querySelector(hash)?.scrollIntoView();
  }, []);
  return (
    <Page title="Settings">
      <div className="grid max-w-3xl grid-cols-[minmax(0,1fr)] gap-4">
        <Section id="profile" title="Your profile">
          <OwnProfile />
        </Section>
        <Section id="forwarding" title="Forwarding of your calls">
          <PersonForwarding personId={person.id} />
        </Section>
        <Section id="appearance" title="Appearance and keyboard">
          <Appearance />
        </Section>
        <Section id="workspace" title="Workspace">
          <WorkspaceForm readOnly={!isAdmin} />
        </Section>
        <Section id="carrier" title="Carrier">
          <CarrierFacts />
        </Section>
        <Section id="calls" title="Calls">
          <SettingList readOnly={!isAdmin} />
        </Section>
        {isAdmin ? (
          <Section id="keys" title="API keys">
            <ApiKeys />
          </Section>
        ) : null}
        {isAdmin ? <SampleData /> : null}
      </div>
    </Page>
  );
}

function Section(props: { id: string; title: string; children: ReactNode }) {
  return (
    <section
      id={props.id}
      aria-labelledby={`${props.id}-title`}
      className="card grid grid-cols-[minmax(0,1fr)] gap-4 p-4"
    >
      <h2 id={`${props.id}-title`} className="text-base leading-6 font-semibold">
        {props.title}
      </h2>
      {props.children}
    </section>
  );
}
