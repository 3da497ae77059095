import { getMySeat, listSeats } from '@offhook/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../app/api.ts';

export const seatKeys = { all: ['seats'], mine: ['seats', 'mine'], list: ['seats', 'list'] } as const;

export const mySeatQuery = queryOptions({
  queryKey: seatKeys.mine,
  queryFn: ({ signal }) => api(getMySeat, { signal }),
});

export const seatsQuery = queryOptions({
  queryKey: seatKeys.list,
  queryFn: async ({ signal }) => (await api(listSeats, { signal })).items,
});
