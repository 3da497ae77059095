import type { NodeData } from './faces/face.ts';

/** The text of a field; empty when it holds something else. */
export function textIn(data: NodeData, field: string): string {
  const value = data[field];
  return typeof value === 'string' ? value : '';
}

export function numberIn(data: NodeData, field: string): number | undefined {
  const value = data[field];
  return typeof value === 'number' ? value : undefined;
}

export function flagIn(data: NodeData, field: string, otherwise: boolean): boolean {
  const value = data[field];
  return typeof value === 'boolean' ? value : otherwise;
}

/** The texts of an object, in its order: `pairsIn({ options: { '1': 'Sales' } }, 'options')` is `[['1', 'Sales']]`. */
export function pairsIn(data: NodeData, field: string): [string, string][] {
  const value = data[field];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : '']);
}

export function listIn(data: NodeData, field: string): readonly unknown[] {
  const value = data[field];
  return Array.isArray(value) ? value : [];
}

/** An object, or an empty one. */
export function objectOf(value: unknown): NodeData {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as NodeData) : {};
}

/** `shortened('A long sentence', 8)` is `A long…`. */
export function shortened(text: string, most: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}

export const quoted = (text: string): string => `“${shortened(text, 70)}”`;
