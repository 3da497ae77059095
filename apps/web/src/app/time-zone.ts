import { createContext, useContext } from 'react';

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone that every time on the page is shown in: the workspace's, so that colleagues read the same figures. */
export const TimeZoneContext = createContext(browserZone);

export function useTimeZone(): string {
  return useContext(TimeZoneContext);
}
