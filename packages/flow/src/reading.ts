import type { z } from 'zod';
import type { FlowNode } from './graph.ts';
import { kinds as allKinds, type Kinds, kindOf } from './kinds.ts';
import type { Exit, NodeKind } from './node-kind.ts';

/** A node's data as its kind reads it, or why it cannot. */
export type Reading = { data: unknown; issues?: undefined } | { data?: undefined; issues: readonly z.core.$ZodIssue[] };

const readings = new WeakMap<FlowNode, { schema: NodeKind['schema']; reading: Reading }>();

// A node is never changed, only replaced.
export function readingOf(node: FlowNode, kind: NodeKind): Reading {
  const known = readings.get(node);
  if (known?.schema === kind.schema) return known.reading;
  const parsed = kind.schema.safeParse(node.data);
  const reading = parsed.success ? { data: parsed.data } : { issues: parsed.error.issues };
  readings.set(node, { schema: kind.schema, reading });
  return reading;
}

/**
 * The exits of a node as it is drawn, also while its data is half filled in; none of a kind that there is not.
 *
 * @example
 * exitsOf({ id: 'a', type: 'say', data: {} }); // [{ name: 'next', label: 'Then' }]
 */
export function exitsOf(node: FlowNode, kinds: Kinds = allKinds): readonly Exit[] {
  const kind = kindOf(kinds, node.type);
  if (!kind) return [];
  const { data, issues } = readingOf(node, kind);
  if (!issues) return kind.exits(data);
  try {
    return kind.exits({ ...kind.blank, ...node.data });
  } catch {
    return kind.exits(kind.blank);
  }
}
