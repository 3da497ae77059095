import { grid } from '../layout.ts';

/** What a key does on a node that has the focus; undefined: nothing of ours. Letters are in the table of shortcuts. */
export type NodeKey =
  | { does: 'go'; by: 1 | -1 }
  | { does: 'move'; dx: number; dy: number }
  | { does: 'inspect' | 'remove' | 'toggle' | 'leave' };

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function nodeKey(press: {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}) {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  return keyOf(press.key, press.shiftKey);
}

function keyOf(key: string, shift: boolean): NodeKey | undefined {
  const [dx, dy] = arrows[key] ?? [0, 0];
  const step = shift ? 5 * grid : grid;
  if (dx !== 0 || dy !== 0) return { does: 'move', dx: dx * step, dy: dy * step };
  switch (key) {
    case 'Tab':
      return { does: 'go', by: shift ? -1 : 1 };
    case 'Enter':
      return { does: 'inspect' };
    case ' ':
      return { does: 'toggle' };
    case 'Delete':
    case 'Backspace':
      return { does: 'remove' };
    case 'Escape':
      return { does: 'leave' };
    default:
      return undefined;
  }
}
