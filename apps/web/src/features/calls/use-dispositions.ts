import { settingCatalogue } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { settingsQuery } from '../workspaces/workspace.ts';

/** What a call can come to, by the list of the workspace. */
export function useDispositions(): readonly string[] {
  const settings = useQuery(settingsQuery);
  const { schema, default: usual } = settingCatalogue.dispositions;
  const value = settings.data?.items.find(({ key }) => key === 'dispositions')?.value;
  const list = schema.safeParse(value);
  return list.success ? list.data : usual;
}

/** After how many days recordings are deleted by themselves; 0 for never, undefined while it is not known. */
export function useRecordingRetentionDays(): number | undefined {
  const settings = useQuery(settingsQuery);
  const value = settings.data?.items.find(({ key }) => key === 'recording_retention_days')?.value;
  return typeof value === 'number' ? value : undefined;
}
