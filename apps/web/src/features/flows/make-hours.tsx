import { createHours } from '@offhook/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { api } from '../../app/api.ts';
import { sentenceOf } from '../../app/failures.ts';
import { useTimeZone } from '../../app/time-zone.ts';
import { Button } from '../../ui/button.tsx';
import { flowKeys } from './flow-queries.ts';

const workdays = ['mon', 'tue', 'wed', 'thu', 'fri'] as const;

/** The usual opening hours, for a workspace that has none yet. */
export function MakeHours({ onMade }: { onMade: (hoursId: string) => void }) {
  const timeZone = useTimeZone();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: () =>
      api(createHours, {
        body: {
          name: 'Opening hours',
          calendar: {
            time_zone: timeZone,
            weekly: workdays.map((day) => ({ day, from: '09:00', to: '17:00' })),
            special: [],
            holidays: [],
          },
        },
      }),
    onSuccess: async ({ id }) => {
      void client.invalidateQueries({ queryKey: ['hours'] });
      // The checker of the open flow knows hours by the directory.
      await client.invalidateQueries({ queryKey: flowKeys.directory });
      onMade(id);
    },
  });
  return (
    <div className="grid justify-items-start gap-1">
      <Button size="small" disabled={make.isPending} onClick={() => make.mutate()}>
        <Plus size={14} aria-hidden /> Make Monday to Friday, 9 to 17
      </Button>
      <p className="text-xs text-muted">In {timeZone}; change them under Opening hours at any time.</p>
      {make.error ? (
        <p role="alert" className="text-[13px] text-danger-text">
          {sentenceOf(make.error)}
        </p>
      ) : null}
    </div>
  );
}
