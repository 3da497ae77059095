import { X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { CallIt } from './call-it.tsx';
import { StepThrough } from './step-through.tsx';

type Way = 'steps' | 'call';

/** Tries the flow: step by step here in the page, or by a real call through the emulator. */
export function TestCallDrawer({ onClose }: { onClose: () => void }) {
  const [way, setWay] = useState<Way>('steps');
  return (
    <section aria-label="Test call" className="grid grid-cols-[minmax(0,1fr)] content-start gap-3 p-4">
      <div className="flex items-center justify-between gap-2">
        <h2 tabIndex={-1} className="font-semibold outline-none">
          Test call
        </h2>
        <IconButton name="Close test call" icon={<X size={16} aria-hidden />} onClick={onClose} />
      </div>
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
