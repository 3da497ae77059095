import type { Directory, FlowProblem } from '@offhook/flow';
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** The data of a node as it is being written: any field may be missing, or of another type than its kind wants. */
export type NodeData = Readonly<Record<string, unknown>>;

export interface FieldsProps {
  nodeId: string;
  data: NodeData;
  /** Those of this node. */
  problems: readonly FlowProblem[];
}

/** How one kind of node looks and is filled in. */
export interface Face {
  icon: LucideIcon;
  /** Class of the icon's chip; a colour only where the node makes the state of a call that the colour means. */
  tone: string;
  /** One line for the card and the outline; says what is missing when nothing is chosen yet. */
  summary: (data: NodeData, directory: Directory) => string;
  Fields: ComponentType<FieldsProps>;
}
