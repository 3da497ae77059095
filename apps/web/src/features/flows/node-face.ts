import type { Directory, FlowNode } from '@offhook/flow';
import { CircleQuestionMark, type LucideIcon } from 'lucide-react';
import { faceOf } from './faces/index.ts';

export function iconOf(node: FlowNode): LucideIcon {
  return faceOf(node.type)?.icon ?? CircleQuestionMark;
}

export function summaryOf(node: FlowNode, directory: Directory): string {
  return faceOf(node.type)?.summary(node.data, directory) ?? 'There is no such kind of node';
}
