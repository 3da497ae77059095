import { exitOf, type FlowEdge, nextExit } from '../graph.ts';
import { notBuilt } from '../kinds.ts';
import type { FlowProblem } from '../problem.ts';
import { type Drawing, type Place, problemAt, titleOf } from './drawing.ts';

/** What is wrong with the nodes and edges as such. */
export function drawnProblems(drawing: Drawing): FlowProblem[] {
  return [...startProblems(drawing), ...nodeProblems(drawing), ...edgeProblems(drawing), ...branchProblems(drawing)];
}

function startProblems({ graph, places, start }: Drawing): FlowProblem[] {
  if (!start)
    return [{ nodeId: null, severity: 'error', code: 'no-start', sentence: 'The flow has no start. Add one.' }];
  const others = places.filter(({ node }) => node.type === 'start' && node !== start.node);
  const into = graph.edges.find(({ target }) => target === start.node.id);
  const sentence = 'Nothing can lead into the start. Lead it to the node after the start instead.';
  return [
    ...others.map((place) =>
      problemAt(place, 'error', { code: 'second-start', sentence: 'A flow has one start. Remove this one.' }),
    ),
    ...(into ? [problemAt(start, 'error', { code: 'edge-into-start', sentence })] : []),
  ];
}

function nodeProblems({ graph, kinds, byId, places }: Drawing): FlowProblem[] {
  const repeated = graph.nodes.filter((node) => byId.get(node.id)?.node !== node);
  const unknown = places.filter(({ kind }) => !kind);
  return [
    ...repeated.map((node) =>
      problemAt({ node }, 'error', { code: 'repeated-id', sentence: `Two nodes have the id "${node.id}".` }),
    ),
    ...unknown.map((place) => {
      const notYet = Object.hasOwn(kinds, place.node.type) ? kinds[place.node.type]?.notYet : undefined;
      return problemAt(place, 'error', {
        code: notYet ? 'not-available-yet' : 'unknown-kind',
        field: 'type',
        sentence: notYet ?? notBuilt(kinds, place.node),
      });
    }),
  ];
}

function edgeProblems({ graph, byId }: Drawing): FlowProblem[] {
  const used = new Set<string>();
  return graph.edges.flatMap((edge) => {
    const source = byId.get(edge.source);
    if (!source || !byId.has(edge.target)) return nowhere(edge, source);
    const name = JSON.stringify([edge.source, exitOf(edge)]);
    const isRepeated = used.has(name);
    used.add(name);
    if (isRepeated) {
      const sentence = `Two connections leave ${titleOf(source)} by "${exitOf(edge)}". Remove one.`;
      return problemAt(source, 'error', { code: 'two-edges', field: fieldOf(source, exitOf(edge)), sentence });
    }
    return unknownExit(edge, source);
  });
}

function nowhere(edge: FlowEdge, source: Place | undefined): FlowProblem {
  const sentence = `The connection "${edge.id}" names "${source ? edge.target : edge.source}", which is no node.`;
  if (!source) return { nodeId: null, severity: 'error', code: 'edge-from-nowhere', sentence };
  return problemAt(source, 'error', { code: 'edge-to-nowhere', field: fieldOf(source, exitOf(edge)), sentence });
}

/** Every node that has an exit at all may have `next` for those that are not drawn. */
function unknownExit(edge: FlowEdge, source: Place): FlowProblem[] {
  const { exits } = source;
  const exit = exitOf(edge);
  if (!exits || exits.some(({ name }) => name === exit) || (exit === nextExit && exits.length > 0)) return [];
  const sentence = `${titleOf(source)} has no branch "${exit}". Remove its connection, or connect another branch.`;
  return [problemAt(source, 'error', { code: 'unknown-exit', field: fieldOf(source, exit), sentence })];
}

/** Branches without a way on. */
function branchProblems({ places, graph }: Drawing): FlowProblem[] {
  // What leads to nowhere is told of as such.
  const drawn = new Set(graph.edges.map((edge) => JSON.stringify([edge.source, exitOf(edge)])));
  const isDrawn = ({ node }: Place, exit: string) => drawn.has(JSON.stringify([node.id, exit]));
  return places.flatMap((place) => {
    const open = (place.exits ?? []).filter(
      ({ name, instead, optional }) =>
        !optional && ![name, instead, nextExit].some((each) => each !== undefined && isDrawn(place, each)),
    );
    return open
      .filter(({ instead }) => !open.some(({ name }) => name === instead))
      .map(({ name, label }) => {
        const [code, reason] = branchCode(place, name);
        return problemAt(place, 'error', {
          code,
          field: fieldOf(place, name),
          sentence: `${titleOf(place)} has no way on for "${label}"${reason}. Connect it.`,
        });
      });
  });
}

function branchCode({ node, kind }: Place, exit: string): [string, string] {
  if (node.type === 'condition' && exit !== 'yes' && exit !== 'no') return ['uncovered-hours', ''];
  if (kind?.group !== 'ask') return ['dangling-branch', ''];
  if (exit === 'no-input') return ['without-no-input', ', when the caller does nothing'];
  if (exit === 'invalid') return ['without-invalid', ', when the caller gives something else'];
  return ['dangling-branch', ''];
}

/** The key of a menu is where its branch is mended; other branches are fields of their own. */
function fieldOf({ node }: Place, exit: string): string {
  return node.type === 'menu' && /^[0-9*#]+$/.test(exit) ? `options.${exit}` : `exits.${exit}`;
}
