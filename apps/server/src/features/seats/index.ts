import type { Context } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { tidySeats } from './actions/taking.ts';
import { seatRoutes } from './routes.ts';
import { liveSeats } from './sockets.ts';

export { releaseSeat, reserveOwnSeat, reserveSeat, seatCounts } from './actions/taking.ts';
export type { Release, TakenSeat } from './store/taking.ts';

/** What a seat is follows from instants: this only writes it down. */
const tidyMs = 10_000;

export const seatsFeature = (ctx: Context): Feature => ({
  name: 'seats',
  routes: seatRoutes(ctx),
  sweeps: [{ name: 'seats.tidy', everyMs: tidyMs, run: () => tidySeats(ctx) }],
  live: async (_tenantId, events, seq) => liveSeats(events, seq),
});
