import { getWorkspace, listSettings, type Workspace } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { api } from '../../app/api.ts';

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: ({ signal }) => api(getWorkspace, { signal }),
});

export const settingsQuery = queryOptions({
  queryKey: ['settings'],
  queryFn: ({ signal }) => api(listSettings, { signal }),
});

export const WorkspaceContext = createContext<Workspace | undefined>(undefined);

/** The workspace, below the shell. */
export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (!workspace) throw new Error('useWorkspace is used outside the shell');
  return workspace;
}
