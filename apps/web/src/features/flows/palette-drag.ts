import { type KindName, kinds } from '@offhook/flow';

/** Type of what is dragged from the palette. */
export const draggedKind = 'application/x-offhook-node';

/** The kind that was dropped. */
export function readDraggedKind(transfer: Pick<DataTransfer, 'getData'>): KindName | undefined {
  const name = transfer.getData(draggedKind);
  // Object.hasOwn has just said that it is one of these names.
  return Object.hasOwn(kinds, name) ? (name as KindName) : undefined;
}
