import type { Viewport } from '@xyflow/react';

const key = (flowId: string) => `offhook.flow-view.${flowId}`;

/** Which part of a flow was on the screen when it was last open here. */
export function rememberedViewport(flowId: string, storage: Pick<Storage, 'getItem'>): Viewport | undefined {
  const [x, y, zoom, ...rest] = (storage.getItem(key(flowId)) ?? '').split(' ').map(Number);
  if (x === undefined || y === undefined || zoom === undefined || rest.length > 0) return undefined;
  return [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : undefined;
}

export function rememberViewport(flowId: string, { x, y, zoom }: Viewport, storage: Pick<Storage, 'setItem'>): void {
  try {
    storage.setItem(key(flowId), `${x} ${y} ${zoom}`);
  } catch {
    // Full or forbidden: the flow opens fitted to the screen.
  }
}
