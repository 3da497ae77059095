import './canvas.css';
import {
  Background,
  BackgroundVariant,
  getViewportForBounds,
  MiniMap,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  SelectionMode,
} from '@xyflow/react';
import { useMemo, useState } from 'react';
import { useIsDark } from '../../../app/theme.ts';
import { classNames } from '../../../ui/class-names.ts';
import { useEditor, useEditorStore } from '../editor-store.ts';
import { grid, headHeight } from '../layout.ts';
import { CanvasTools } from './canvas-tools.tsx';
import { type CardNode, keysHintId, type WayEdge, waysOf } from './drawing.ts';
import { NodeCard } from './node-card.tsx';
import { mapFrom, mapSize, roomAround } from './room.ts';
import { useCards } from './use-cards.ts';
import { useConnecting } from './use-connecting.ts';
import { useNodeKeys } from './use-node-keys.ts';
import { rememberedViewport, rememberViewport } from './viewport-memory.ts';
import { Way } from './way-edge.tsx';

const nodeTypes = { card: NodeCard };
const edgeTypes = { way: Way };
const snap: [number, number] = [grid, grid];
/** The least at which cards can be read without effort. */
const firstZoom = 0.8;
const overview = { width: mapSize.width, height: mapSize.height };
const fitted = { padding: 0.15, maxZoom: 1 };

/** The flow as a drawing to work on. */
export function Canvas() {
  return (
    <ReactFlowProvider>
      <Drawing />
    </ReactFlowProvider>
  );
}

/** The flow as a drawing to look at only. */
export function StillCanvas() {
  const { cards } = useCards();
  const { ways } = useWays();
  const isDark = useIsDark();
  return (
    <ReactFlow<CardNode, WayEdge>
      nodes={cards}
      edges={ways}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      colorMode={isDark ? 'dark' : 'light'}
      fitView
      fitViewOptions={fitted}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      deleteKeyCode={null}
      onlyRenderVisibleElements
      minZoom={0.1}
      aria-label="Drawing"
    >
      <Background variant={BackgroundVariant.Dots} gap={2 * grid} size={1.5} />
    </ReactFlow>
  );
}

function Drawing() {
  const store = useEditorStore();
  const { cards, take, drop, isDragging } = useCards();
  const { ways, pickWay } = useWays();
  const { onDragOver, onDrop, ...connecting } = useConnecting();
  const keys = useNodeKeys();
  const [mode, setMode] = useState<'pointer' | 'hand'>('hand');
  const readOnly = useEditor((editor) => editor.readOnly);
  const flowId = useEditor((editor) => editor.flowId);
  const [remembered] = useState(() => rememberedViewport(flowId, localStorage));
  const isDark = useIsDark();
  return (
    <div className={classNames('flow-canvas h-full', isDragging && 'flow-still')} {...keys} {...{ onDragOver, onDrop }}>
      <ReactFlow<CardNode, WayEdge>
        {...connecting}
        nodes={cards}
        edges={ways}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={take}
        onNodeClick={(event, { id }) => hasModifier(event) || store.getState().inspect(id)}
        onNodeDragStop={(_event, _card, all) => drop(all)}
        onSelectionDragStop={(_event, all) => drop(all)}
        onEdgeClick={(_event, { id }) => pickWay(id)}
        onPaneClick={() => pickWay(null)}
        onMoveEnd={(_event, viewport) => rememberViewport(flowId, viewport, localStorage)}
        {...(remembered ? { defaultViewport: remembered } : { onInit: showStart })}
        colorMode={isDark ? 'dark' : 'light'}
        nodesDraggable={!readOnly}
        nodesConnectable={!readOnly}
        edgesFocusable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        onlyRenderVisibleElements
        snapToGrid
        snapGrid={snap}
        minZoom={0.1}
        maxZoom={1.5}
        connectionRadius={30}
        panOnDrag={mode === 'hand' ? true : [1, 2]}
        selectionOnDrag={mode === 'pointer'}
        panOnScroll={mode === 'pointer'}
        selectionMode={SelectionMode.Partial}
        zoomOnDoubleClick={false}
        attributionPosition="bottom-left"
        aria-label="Canvas"
      >
        <Background variant={BackgroundVariant.Dots} gap={2 * grid} size={1.5} />
        {cards.length >= mapFrom ? (
          <MiniMap pannable zoomable ariaLabel="Overview of the flow" className="max-lg:!hidden" style={overview} />
        ) : null}
        <CanvasTools mode={mode} setMode={setMode} />
      </ReactFlow>
      <p id={keysHintId} className="sr-only">
        Tab goes to the next node, the arrows move it, Enter opens it, C connects it, A adds a node after it, Delete
        removes it, Escape leaves the canvas.
      </p>
    </div>
  );
}

/** All of the flow where it can be read like that, or else its beginning. */
function showStart(flow: ReactFlowInstance<CardNode, WayEdge>): void {
  const cards = flow.getNodes();
  const start = cards.find(({ data }) => data.node.type === 'start') ?? cards[0];
  const { width, height } = document.querySelector('.flow-canvas')?.getBoundingClientRect() ?? { width: 0, height: 0 };
  const all = getViewportForBounds(flow.getNodesBounds(cards), width, height, 0.1, 1, roomAround(cards.length));
  if (!start || all.zoom >= firstZoom) return void flow.setViewport(all);
  const { x, y } = start.position;
  void flow.setViewport({ x: 48 - x * firstZoom, y: height / 2 - (y + headHeight) * firstZoom, zoom: firstZoom });
}

const hasModifier = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) =>
  event.shiftKey || event.ctrlKey || event.metaKey;

function useWays() {
  const graph = useEditor((editor) => editor.graph);
  const lit = useEditor((editor) => editor.run.edges);
  const [picked, pickWay] = useState<string | null>(null);
  const ways = useMemo(() => waysOf(graph, picked, new Set(lit)), [graph, picked, lit]);
  return { ways, pickWay };
}
