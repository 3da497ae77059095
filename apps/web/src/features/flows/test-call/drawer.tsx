import { useState } from 'react';
import { Tabs } from '../../../ui/tabs.tsx';
import { CallIt } from './call-it.tsx';
import { StepThrough } from './step-through.tsx';

type Way = 'steps' | 'call';

/** Tries the flow: step by step here in the page, or by a real call through the emulator. */
export function TestCallDrawer() {
  const [way, setWay] = useState<Way>('steps');
  return (
    <section aria-label="Test call" className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 p-4 max-md:pt-0">
      <h2 className="pr-9 font-semibold max-md:sr-only">Test call</h2>
      <Tabs<Way>
        label="How to test"
        selected={way}
        onSelect={setWay}
        tabs={[
          { name: 'steps', title: 'Step through', content: <StepThrough /> },
          { name: 'call', title: 'Call it', content: <CallIt /> },
        ]}
      />
    </section>
  );
}
