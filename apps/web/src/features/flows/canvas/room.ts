import type { FitViewOptions } from '@xyflow/react';

/** Smaller flows are seen without an overview. */
export const mapFrom = 20;
export const mapSize = { width: 150, height: 100 };

/** What stays free around a flow that is fitted to the screen: the tools above it, the overview below it. */
export function roomAround(nodes: number): NonNullable<FitViewOptions['padding']> {
  const bottom = nodes >= mapFrom ? mapSize.height + 32 : 32;
  return { top: '64px', bottom: `${bottom}px`, x: '32px' };
}
