import type { Call } from '@offhook/contract';
import type { KeyboardEvent } from 'react';
import { toggleRecording } from './now-playing.ts';

interface Rows {
  calls: readonly Call[];
  onSelect: (index: number, extend: boolean) => void;
  onStep: (from: number, to: number) => void;
}

/**
 * The keys of the list. Each row has a box and one link that opens the call, and these act while one of them has the focus:
 * up and down move to the next link, with Shift they select, x selects, Space plays.
 */
export function useRowKeys({ calls, onSelect, onStep }: Rows, scrollTo: (index: number) => void) {
  return (event: KeyboardEvent) => {
    const place = event.target instanceof Element ? event.target.closest('a[data-index], input[data-index]') : null;
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(place.getAttribute('data-index'));
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
    // On the box Space has its own meaning.
    if (event.key !== 'x' && (event.key !== ' ' || place instanceof HTMLInputElement)) return;
    event.preventDefault();
    if (event.key === 'x') return onSelect(index, false);
    const recording = calls[index]?.recording;
    if (recording?.url) toggleRecording({ id: recording.id, url: recording.url });
  };
}
