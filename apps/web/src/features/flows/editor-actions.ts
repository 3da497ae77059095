import { exitOf, type FlowGraph } from '@offhook/flow';
import type { EditorActions, EditorState } from './editor-store.ts';
import {
  connected,
  disconnected,
  insertedAfter,
  insertedAt,
  moved,
  partOf,
  pasted,
  renamed,
  withData,
  without,
} from './graph-edits.ts';
import { arranged, withPlaces } from './layout.ts';
import { exitWords, nodeName } from './node-words.ts';

interface Given {
  read: () => EditorState;
  write: (part: Partial<EditorState>) => void;
  /** `key` names what a change is a part of, so that a burst of them is one step back; null is always its own step. */
  edit: (key: string | null, graph: FlowGraph, also?: Partial<EditorState>) => void;
  step: (direction: 'undo' | 'redo') => void;
  newId: () => string;
}

/** Everything that can be done with what is open. */
export function editorActions(given: Given): EditorActions {
  return { ...nodeActions(given), ...wayActions(given), ...viewActions(given) };
}

function nodeActions({ read, write, edit, newId }: Given) {
  const grow = ({ graph, added }: { graph: FlowGraph; added: string[] }, verb: string) => {
    const selection = added.length > 0 ? added : read().selection;
    const [first] = added;
    // Whoever looks at a node goes on to look at the new one, as the focus does.
    const inspected = read().inspected && first !== undefined ? { nodeId: first } : read().inspected;
    edit(null, graph, { selection, inspected, said: `${verb} ${namesOf(graph, added)}` });
    return first ?? '';
  };
  return {
    setData: (nodeId, patch) =>
      edit(`data ${nodeId} ${Object.keys(patch).join()}`, withData(read().graph, nodeId, patch)),
    rename: (nodeId, name) => edit(`name ${nodeId}`, renamed(read().graph, nodeId, name)),
    insertAfter: (afterId, exit, kind) => grow(insertedAfter(read().graph, { afterId, exit, kind, newId }), 'Added'),
    insertOnEdge(edgeId, kind) {
      const edge = read().graph.edges.find(({ id }) => id === edgeId);
      const [afterId, exit] = edge ? [edge.source, exitOf(edge)] : [null, null];
      return grow(insertedAfter(read().graph, { afterId, exit, kind, newId }), 'Added');
    },
    insertAt: (from, at, kind) => grow(insertedAt(read().graph, { from, at, kind, newId }), 'Added'),
    remove(nodeIds) {
      const { graph, inspected } = read();
      const left = without(graph, nodeIds);
      if (left.nodes.length === graph.nodes.length) return write({ said: 'The start cannot be removed' });
      const said = `Removed ${namesOf(graph, nodeIds)}`;
      const isGone = inspected && nodeIds.includes(inspected.nodeId);
      edit(null, left, { selection: [], inspected: isGone ? null : inspected, said });
    },
    move(nodeIds, dx, dy) {
      const { graph } = read();
      edit(`move ${nodeIds.join()}`, moved(graph, nodeIds, { x: dx, y: dy }), {
        said: `Moved ${namesOf(graph, nodeIds)}`,
      });
    },
    duplicate: (nodeIds) => void grow(pasted(read().graph, partOf(read().graph, nodeIds), newId), 'Duplicated as'),
    copied: (nodeIds) => partOf(read().graph, nodeIds),
    paste: (part) => void grow(pasted(read().graph, withPlaces(part), newId), 'Pasted'),
  } satisfies Partial<EditorActions>;
}

function wayActions({ read, edit, newId }: Given) {
  return {
    connect(source, exit, target) {
      const { graph } = read();
      const from = graph.nodes.find(({ id }) => id === source);
      const said = from
        ? `Connected ${exitWords(from, exit)} of ${nodeName(graph, from)} to ${namesOf(graph, [target])}`
        : '';
      edit(null, connected(graph, { source, exit, target, newId }), { said });
    },
    disconnect(edgeId) {
      const { graph } = read();
      const edge = graph.edges.find(({ id }) => id === edgeId);
      const from = graph.nodes.find(({ id }) => id === edge?.source);
      if (!edge || !from) return;
      const said = `Disconnected ${exitWords(from, exitOf(edge))} of ${nodeName(graph, from)}`;
      edit(null, disconnected(graph, edgeId), { said });
    },
    replaceGraph: (graph) => edit(null, withPlaces(graph), { selection: [], inspected: null }),
    arrange: () => edit(null, arranged(read().graph), { said: 'Arranged the flow' }),
  } satisfies Partial<EditorActions>;
}

function viewActions({ read, write, step }: Given) {
  return {
    select: (selection) => write({ selection }),
    inspect: (nodeId, field) =>
      write(
        nodeId === null ? { inspected: null } : { inspected: { nodeId, ...(field && { field }) }, selection: [nodeId] },
      ),
    standAt: (nodeId) => write({ cursor: { ...read().cursor, nodeId } }),
    goTo: (nodeId) => write({ cursor: { nodeId, wish: read().cursor.wish + 1 }, selection: [nodeId] }),
    setRun: (run) => write({ run }),
    setSaved: (saved, revision) => write({ saved, ...(revision !== undefined && { revision }) }),
    setDirectory: (directory) => write({ directory }),
    setAnalytics: (analytics) => write({ analytics }),
    say: (said) => write({ said }),
    undo: () => step('undo'),
    redo: () => step('redo'),
  } satisfies Partial<EditorActions>;
}

function namesOf(graph: FlowGraph, nodeIds: readonly string[]): string {
  const names = graph.nodes.filter(({ id }) => nodeIds.includes(id)).map((node) => nodeName(graph, node));
  return names.length > 3 ? `${names.length} nodes` : names.join(', ');
}
