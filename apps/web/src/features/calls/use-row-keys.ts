import type { Call } from '@offhook/contract';
import type { KeyboardEvent } from 'react';
import { toggleRecording } from './now-playing.ts';

interface Rows {
  calls: readonly Call[];
  onSelect: (index: number, extend: boolean) => void;
  onStep: (from: number, to: number) => void;
}

/**
 * The keys of the list. Each row has one link that opens the call, and these act while it has the focus: up and down move
 * to the next one, with Shift they select, x selects, Space plays.
 */
export function useRowKeys({ calls, onSelect, onStep }: Rows, scrollTo: (index: number) => void) {
  return (event: KeyboardEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-index]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(link.getAttribute('data-index'));
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const next = event.currentTarget.querySelector<HTMLElement>(`a[data-index="${index + step}"]`);
      if (!next) return;
      event.preventDefault();
      next.focus({ preventScroll: true });
      scrollTo(index + step);
      if (event.shiftKey) onStep(index, index + step);
      return;
    }
    if (event.key !== 'x' && event.key !== ' ') return;
    event.preventDefault();
    if (event.key === 'x') return onSelect(index, false);
    const recording = calls[index]?.recording;
    if (recording?.url) toggleRecording({ id: recording.id, url: recording.url });
  };
}
