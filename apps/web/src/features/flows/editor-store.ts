import type { FlowAnalytics } from '@offhook/contract';
import { checkFlow, type Directory, type FlowGraph, type FlowProblem, type KindName } from '@offhook/flow';
import { createContext, useContext } from 'react';
import { type TemporalState, temporal } from 'zundo';
import { createStore, type StoreApi, useStore } from 'zustand';
import { clock, random } from '../../app/clock.ts';
import { editorActions } from './editor-actions.ts';
import { type Place, withPlaces } from './layout.ts';

export type Saved = 'saved' | 'saving' | 'unsaved' | 'offline' | 'conflict';

/** What a test call lights up. */
export interface LitPath {
  active: string | null;
  visited: readonly string[];
  /** Ids of edges. */
  edges: readonly string[];
}

export interface EditorState {
  flowId: string;
  /** Never changed in place. */
  graph: FlowGraph;
  /** Of the draft that the graph began with, or was last saved as. */
  revision: number;
  saved: Saved;
  readOnly: boolean;
  selection: readonly string[];
  inspected: { nodeId: string; field?: string } | null;
  problems: readonly FlowProblem[];
  directory: Directory;
  run: LitPath;
  analytics: FlowAnalytics | null;
  /** Where the keyboard stands; `wish` counts how often somebody wanted the focus to go there. */
  cursor: { nodeId: string | null; wish: number };
  /** The last thing that happened, for screen readers. */
  said: string;
}

export interface EditorActions {
  /** Fields that are undefined are taken out. */
  setData: (nodeId: string, patch: Readonly<Record<string, unknown>>) => void;
  rename: (nodeId: string, name: string) => void;
  /** Gives the id of the new node. */
  insertAfter: (nodeId: string | null, exit: string | null, kind: KindName) => string;
  insertOnEdge: (edgeId: string, kind: KindName) => string;
  /** A node where a connector, or a kind of the palette, was dropped. */
  insertAt: (from: { source: string; exit: string } | null, at: Place, kind: KindName) => string;
  connect: (source: string, exit: string, target: string) => void;
  disconnect: (edgeId: string) => void;
  remove: (nodeIds: readonly string[]) => void;
  move: (nodeIds: readonly string[], dx: number, dy: number) => void;
  duplicate: (nodeIds: readonly string[]) => void;
  /** The nodes as they go to the clipboard. */
  copied: (nodeIds: readonly string[]) => FlowGraph;
  paste: (part: FlowGraph) => void;
  /** Another graph altogether, as one step that can be undone. */
  replaceGraph: (graph: FlowGraph) => void;
  arrange: () => void;
  select: (nodeIds: readonly string[]) => void;
  inspect: (nodeId: string | null, field?: string) => void;
  /** The focus is on the node. */
  standAt: (nodeId: string) => void;
  /** The focus shall go to the node, in whichever view is open. */
  goTo: (nodeId: string) => void;
  setRun: (run: LitPath) => void;
  setSaved: (saved: Saved, revision?: number) => void;
  setDirectory: (directory: Directory) => void;
  setAnalytics: (analytics: FlowAnalytics | null) => void;
  say: (sentence: string) => void;
  undo: () => void;
  redo: () => void;
}

export type Editor = EditorState & EditorActions;
type History = { graph: FlowGraph };
export type EditorStore = StoreApi<Editor> & { temporal: StoreApi<TemporalState<History>> };

export interface InitialEditor {
  flowId: string;
  graph: FlowGraph;
  revision: number;
  directory: Directory;
  readOnly?: boolean;
}

/** Given by tests; the page takes its own clock, ids and idle moments. */
export interface EditorGiven {
  nowMs?: () => number;
  newId?: () => string;
  whenIdle?: (run: () => void) => void;
}

/** Changes of one kind that follow each other so fast are one step back. */
const burstMs = 400;
const mostSteps = 200;
export const noRun: LitPath = { active: null, visited: [], edges: [] };

/** What is open in the editor, with its history. One for each open flow. */
export function makeEditorStore(initial: InitialEditor, given: EditorGiven = {}): EditorStore {
  const { nowMs = () => clock.nowMs(), newId = shortId, whenIdle = whenBrowserIsIdle } = given;
  let burst = { key: '', endsMs: 0 };
  const store: EditorStore = createStore<Editor>()(
    temporal<Editor, [], [], History>(
      () => ({ ...firstState(initial), ...editorActions({ read: () => store.getState(), write, edit, step, newId }) }),
      { partialize: ({ graph }) => ({ graph }), equality: (one, other) => one.graph === other.graph, limit: mostSteps },
    ),
  );

  function write(part: Partial<EditorState>): void {
    store.setState(part);
  }

  function edit(key: string | null, graph: FlowGraph, also: Partial<EditorState> = {}): void {
    const { graph: before, readOnly, saved } = store.getState();
    if (readOnly || graph === before) return;
    const goesOn = key !== null && key === burst.key && nowMs() < burst.endsMs;
    burst = { key: key ?? '', endsMs: nowMs() + burstMs };
    const history = store.temporal.getState();
    if (goesOn) history.pause();
    write({ ...also, graph, saved: saved === 'conflict' ? saved : 'unsaved' });
    history.resume();
  }

  function step(direction: 'undo' | 'redo'): void {
    burst = { key: '', endsMs: 0 };
    const before = store.getState();
    store.temporal.getState()[direction]();
    const { graph, saved } = store.getState();
    if (graph === before.graph) return;
    const there = new Set(graph.nodes.map(({ id }) => id));
    write({
      saved: saved === 'conflict' ? saved : 'unsaved',
      selection: before.selection.filter((id) => there.has(id)),
      inspected: before.inspected && there.has(before.inspected.nodeId) ? before.inspected : null,
    });
  }

  checkWhenIdle(store, whenIdle);
  return store;
}

function firstState({ flowId, graph, revision, directory, readOnly = false }: InitialEditor): EditorState {
  const placed = withPlaces(graph);
  return {
    flowId,
    graph: placed,
    revision,
    saved: 'saved',
    readOnly,
    selection: [],
    inspected: null,
    problems: checkFlow(placed, { directory }),
    directory,
    run: noRun,
    analytics: null,
    cursor: { nodeId: null, wish: 0 },
    said: '',
  };
}

/** The problems follow the graph, but never in the way of a key or a drag. */
function checkWhenIdle(store: EditorStore, whenIdle: (run: () => void) => void): void {
  let checking = false;
  store.subscribe((now, before) => {
    if (checking || (now.graph === before.graph && now.directory === before.directory)) return;
    checking = true;
    whenIdle(() => {
      checking = false;
      const { graph, directory } = store.getState();
      store.setState({ problems: checkFlow(graph, { directory }) });
    });
  });
}

/** Short, since the address of every document of a call carries one. */
function shortId(): string {
  return Array.from(random.bytes(5), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

// Safari has no requestIdleCallback.
const whenBrowserIsIdle = (run: () => void) =>
  'requestIdleCallback' in globalThis ? requestIdleCallback(run, { timeout: 500 }) : setTimeout(run, 100);

const EditorContext = createContext<EditorStore | undefined>(undefined);
export const EditorProvider = EditorContext.Provider;

/** The store itself, for what only acts. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext);
  if (!store) throw new Error('useEditor is used outside an open flow');
  return store;
}

/** A part of what is open, below `EditorProvider`. */
export function useEditor<Part>(select: (editor: Editor) => Part): Part {
  return useStore(useEditorStore(), select);
}
