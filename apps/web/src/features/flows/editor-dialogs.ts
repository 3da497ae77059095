import { createContext, useContext } from 'react';
import type { Place } from './layout.ts';

/** What stands above the editor. */
export type OpenDialog =
  /** A kind is chosen for a new node: after a node, on a way, or where a connector was dropped. */
  | {
      dialog: 'add';
      afterId?: string | null;
      exit?: string;
      edgeId?: string;
      at?: Place;
      from?: { source: string; exit: string };
    }
  | { dialog: 'connect'; nodeId: string; exit?: string }
  | { dialog: 'find' }
  | { dialog: 'publish' }
  | { dialog: 'import' }
  | { dialog: 'rename' }
  | { dialog: 'duplicate' }
  | { dialog: 'shortcuts' };

const OpenContext = createContext<(open: OpenDialog) => void>(() => undefined);
export const OpenProvider = OpenContext.Provider;

/** Opens a dialog of the editor. */
export function useOpen(): (open: OpenDialog) => void {
  return useContext(OpenContext);
}
