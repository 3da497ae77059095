import type { Flow } from '@offhook/contract';
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEditor, useEditorStore } from './editor-store.ts';
import { Inspector } from './inspector.tsx';
import { JsonView } from './json-view.tsx';
import { PathsPanel } from './paths-panel.tsx';
import { TestCallDrawer } from './test-call/drawer.tsx';
import { TwimlView } from './twiml-view.tsx';
import type { Saving } from './use-autosave.ts';
import { type Panels, type SidePanel, sidePanels } from './use-panels.ts';
import { VersionsPanel } from './versions-panel.tsx';

interface SideProps {
  flow: Flow;
  saving: Saving;
  panels: Panels;
}

/** Beside the flow: the node that is looked at, or a panel. With both open the one that came last is in front. */
export function EditorSide({ flow, saving, panels }: SideProps) {
  const { side, setPanel, isSmall } = panels;
  const store = useEditorStore();
  const inspected = useEditor((editor) => editor.inspected);
  const [front, setFront] = useFront(inspected, side);
  const closeNode = () => store.getState().inspect(null);
  const closePanel = () => setPanel(undefined);
  const panel = side ? <PanelContent {...{ side, flow, saving }} /> : null;
  if (!inspected && !panel) return null;
  if (isSmall)
    return front === 'node' && inspected ? (
      <Dialog onClose={closeNode} title="Node" className="p-0 [&>div:first-child]:px-4 [&>div:first-child]:pt-4">
        <Inspector />
      </Dialog>
    ) : (
      <Dialog
        onClose={closePanel}
        title={side ? sidePanels[side] : ''}
        className="p-0 [&>div:first-child]:px-4 [&>div:first-child]:pt-4"
      >
        {panel}
      </Dialog>
    );
  return (
    <aside
      aria-label="Beside the flow"
      className="flex w-[360px] shrink-0 flex-col border-l bg-surface max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-10 max-lg:shadow-xl"
    >
      {inspected && side ? <FrontChoice front={front} setFront={setFront} words={sidePanels[side]} /> : null}
      <Layer isFront={inspected !== null && (front === 'node' || !side)} onClose={closeNode} name="Close node">
        {inspected ? <Inspector /> : null}
      </Layer>
      {/* Kept when it is behind, so that a test call goes on. */}
      <Layer isFront={side !== undefined && (front === 'panel' || !inspected)} onClose={closePanel} name="Close panel">
        {panel}
      </Layer>
    </aside>
  );
}

type Front = 'node' | 'panel';

function useFront(inspected: object | null, side: SidePanel | undefined): [Front, (front: Front) => void] {
  const [front, setFront] = useState<Front>(side ? 'panel' : 'node');
  const [before, setBefore] = useState({ inspected, side });
  if (before.inspected !== inspected || before.side !== side) {
    setBefore({ inspected, side });
    if (inspected !== null && before.inspected !== inspected) setFront('node');
    if (side !== undefined && before.side !== side) setFront('panel');
  }
  return [front, setFront];
}

function FrontChoice({ front, setFront, words }: { front: Front; setFront: (front: Front) => void; words: string }) {
  const choice = (name: Front, text: string) => (
    <button
      type="button"
      aria-pressed={front === name}
      className="min-h-9 flex-1 border-b-2 border-transparent font-medium text-muted aria-pressed:border-accent aria-pressed:text-fg"
      onClick={() => setFront(name)}
    >
      {text}
    </button>
  );
  return (
    <fieldset aria-label="In front" className="flex border-b">
      {choice('panel', words)}
      {choice('node', 'Node')}
    </fieldset>
  );
}

function Layer(props: { isFront: boolean; onClose: () => void; name: string; children: ReactNode }) {
  const store = useEditorStore();
  const leave = (event: KeyboardEvent) => {
    const { inspected, goTo } = store.getState();
    if (event.key !== 'Escape' || event.defaultPrevented || !inspected) return;
    goTo(inspected.nodeId);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape comes from the fields inside of it.
    <div className="relative min-h-0 flex-1 overflow-y-auto" hidden={!props.isFront} onKeyDown={leave}>
      {props.children}
      <IconButton
        name={props.name}
        icon={<X size={16} aria-hidden />}
        className="absolute top-4 right-2"
        onClick={props.onClose}
      />
    </div>
  );
}

function PanelContent({ side, flow, saving }: { side: SidePanel } & Omit<SideProps, 'panels'>) {
  switch (side) {
    case 'test':
      return <TestCallDrawer />;
    case 'versions':
      return <VersionsPanel flow={flow} saving={saving} />;
    case 'twiml':
      return <TwimlView />;
    case 'json':
      return <JsonView />;
    case 'paths':
      return <PathsPanel />;
  }
}
