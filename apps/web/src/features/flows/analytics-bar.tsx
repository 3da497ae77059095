import type { Flow } from '@offhook/contract';
import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { sentenceOf } from '../../app/failures.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useEditorStore } from './editor-store.ts';
import { analyticsQuery } from './flow-queries.ts';

const spans = [7, 30, 90] as const;

/** Lays over the flow how calls came through the live version. */
export function AnalyticsBar({ flow, onClose }: { flow: Flow; onClose: () => void }) {
  const store = useEditorStore();
  const [days, setDays] = useState<number>(30);
  const analytics = useQuery({ ...analyticsQuery(flow.id, days), enabled: flow.live_version !== null });
  useEffect(() => store.getState().setAnalytics(analytics.data ?? null), [store, analytics.data]);
  useEffect(() => () => store.getState().setAnalytics(null), [store]);
  const version = flow.live_version;
  return (
    <section
      aria-label="Calls"
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b bg-surface px-4 py-1 text-[13px]"
    >
      {version ? (
        <>
          <p role="status">
            {analytics.isError ? sentenceOf(analytics.error) : wordsFor(version.number, analytics.data?.calls)}
          </p>
          <label className="flex items-center gap-2">
            Days
            <select
              className="h-7 rounded-lg border border-input bg-surface px-1"
              value={days}
              onChange={(event) => setDays(Number(event.target.value))}
            >
              {spans.map((span) => (
                <option key={span}>{span}</option>
              ))}
            </select>
          </label>
          <p className="text-muted">Each node: calls, hung up there, time. Each way: calls and share.</p>
        </>
      ) : (
        <p>Nothing was published yet, so no calls came through.</p>
      )}
      <IconButton name="Hide calls" icon={<X size={16} aria-hidden />} className="ml-auto" onClick={onClose} />
    </section>
  );
}

function wordsFor(version: number, calls: number | undefined): string {
  if (calls === undefined) return 'Counting…';
  if (calls === 0) return `No call came to version ${version} in this time.`;
  return `${calls} ${calls === 1 ? 'call' : 'calls'} came to version ${version}.`;
}
