import { getHours, listHolidayRegions, listHours } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const hoursListQuery = queryOptions({
  queryKey: ['hours', 'list'],
  queryFn: ({ signal }) => api(listHours, { signal }),
});

export const hoursQuery = (hoursId: string) =>
  queryOptions({
    queryKey: ['hours', 'detail', hoursId],
    queryFn: ({ signal }) => api(getHours, { params: { hours_id: hoursId }, signal }),
  });

export const regionsQuery = (country: string) =>
  queryOptions({
    queryKey: ['holiday-regions', country],
    queryFn: ({ signal }) => api(listHolidayRegions, { query: { country }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
