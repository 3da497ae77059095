import type { Directory, FlowNode, KindName } from '@offhook/flow';
import { CircleQuestionMark, type LucideIcon } from 'lucide-react';
import type { Face } from './faces/face.ts';
import { faces } from './faces/index.ts';

/** The kind of a node that there is. */
export function kindName(node: FlowNode): KindName | undefined {
  // Whatever is a key of the faces is the name of a kind: the faces are checked against the kinds.
  return Object.hasOwn(faces, node.type) ? (node.type as KindName) : undefined;
}

export function faceOf(node: FlowNode): Face | undefined {
  const name = kindName(node);
  return name && faces[name];
}

export function iconOf(node: FlowNode): LucideIcon {
  return faceOf(node)?.icon ?? CircleQuestionMark;
}

export function summaryOf(node: FlowNode, directory: Directory): string {
  return faceOf(node)?.summary(node.data, directory) ?? 'There is no such kind of node';
}
