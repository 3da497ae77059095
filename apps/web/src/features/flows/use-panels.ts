import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useIsSmall } from '../../app/narrow.ts';

export const sidePanels = {
  test: 'Test call',
  versions: 'Versions',
  twiml: 'TwiML',
  json: 'JSON',
  paths: 'All paths',
} as const;
export type SidePanel = keyof typeof sidePanels;
export type View = 'canvas' | 'outline';

/** What of the editor is shown, as the address has it; on small screens there is only the outline. */
export function usePanels() {
  const { view, panel } = useSearch({ from: '/inside/flows/$flowId' });
  const navigate = useNavigate({ from: '/flows/$flowId' });
  const isSmall = useIsSmall();
  const acts = useMemo(() => {
    const show = (part: { view?: View | undefined; panel?: string | undefined; node?: string | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
    return {
      setView: (next: View) => show({ view: next === 'canvas' ? undefined : next }),
      setPanel: (next: SidePanel | 'problems' | undefined) => show({ panel: next }),
      setNode: (node: string | undefined) => show({ node }),
    };
  }, [navigate]);
  const side: SidePanel | undefined =
    panel !== undefined && Object.hasOwn(sidePanels, panel)
      ? // Object.hasOwn has just said that it is one of these names.
        (panel as SidePanel)
      : undefined;
  const shown: View = isSmall || view === 'outline' ? 'outline' : 'canvas';
  return { ...acts, isSmall, view: shown, side, showsProblems: panel === 'problems' };
}

export type Panels = ReturnType<typeof usePanels>;
