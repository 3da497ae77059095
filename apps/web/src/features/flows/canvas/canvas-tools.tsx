import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { Hand, Maximize, Minus, MousePointer2, Plus, WandSparkles } from 'lucide-react';
import { useMemo } from 'react';
import { useShortcuts } from '../../../app/shortcuts.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { useEditor, useEditorStore } from '../editor-store.ts';
import { roomAround } from './room.ts';

type Mode = 'pointer' | 'hand';

/** Zoom, fit, pointer or hand, and order among the nodes. */
export function CanvasTools({ mode, setMode }: { mode: Mode; setMode: (mode: Mode) => void }) {
  const flow = useReactFlow();
  const store = useEditorStore();
  const readOnly = useEditor((editor) => editor.readOnly);
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  const acts = useMemo(
    () => ({
      'flow-fit': () => void flow.fitView({ padding: roomAround(flow.getNodes().length), maxZoom: 1, duration: 200 }),
      'flow-zoom-in': () => void flow.zoomIn({ duration: 120 }),
      'flow-zoom-out': () => void flow.zoomOut({ duration: 120 }),
      'flow-pointer': () => setMode('pointer'),
      'flow-hand': () => setMode('hand'),
    }),
    [flow, setMode],
  );
  useShortcuts(acts);
  return (
    <Panel position="top-left" className="card flex items-center p-0.5 shadow-sm">
      <div role="toolbar" aria-label="View" className="flex items-center" data-canvas-exit tabIndex={-1}>
        <Tool
          name="Pointer: drag to select (V)"
          icon={<MousePointer2 size={16} aria-hidden />}
          pressed={mode === 'pointer'}
          onClick={acts['flow-pointer']}
        />
        <Tool
          name="Hand: drag to move the view (H)"
          icon={<Hand size={16} aria-hidden />}
          pressed={mode === 'hand'}
          onClick={acts['flow-hand']}
        />
        <IconButton name="Zoom out (-)" icon={<Minus size={16} aria-hidden />} onClick={acts['flow-zoom-out']} />
        <span className="min-w-10 text-center text-xs text-muted tabular">{zoom} %</span>
        <IconButton name="Zoom in (+)" icon={<Plus size={16} aria-hidden />} onClick={acts['flow-zoom-in']} />
        <IconButton name="Fit the flow (1)" icon={<Maximize size={16} aria-hidden />} onClick={acts['flow-fit']} />
        {readOnly ? null : (
          <IconButton
            name="Arrange"
            icon={<WandSparkles size={16} aria-hidden />}
            onClick={() => store.getState().arrange()}
          />
        )}
      </div>
    </Panel>
  );
}

function Tool(props: { name: string; icon: React.ReactNode; pressed: boolean; onClick: () => void }) {
  const { pressed, ...button } = props;
  return <IconButton aria-pressed={pressed} className="aria-pressed:bg-selected" {...button} />;
}
