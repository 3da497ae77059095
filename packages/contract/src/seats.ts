import { z } from 'zod';
import { route } from './route.ts';
import { idOf, Timestamp } from './shapes.ts';

/**
 * `ready`: takes the next answered call. `on-call`: from the moment a call is given to the seat. `wrap-up`: a pause after
 * a call. `away`: takes none.
 */
export const seatStates = ['away', 'ready', 'on-call', 'wrap-up'] as const;
export const SeatState = z.enum(seatStates);
export type SeatState = z.infer<typeof SeatState>;

/** A person whose phone takes the answered calls of campaigns. */
export const Seat = z
  .object({
    person: z.object({ id: idOf('person'), name: z.string() }),
    phone_number: z.string().nullable().meta({ description: 'Where calls are connected to; null: set one first' }),
    state: SeatState,
    since: Timestamp.nullable().meta({ description: 'null: never was ready' }),
    wrap_up_until: Timestamp.nullable().meta({ description: 'With wrap-up: ready from then on' }),
    away_because: z
      .enum(['not-picked-up', 'silent'])
      .nullable()
      .meta({ description: 'With away, when nobody asked for it: the phone was not picked up, the page was closed' }),
    leaves_after: z.boolean().meta({ description: 'Away as soon as the call is over' }),
    campaign_ids: z.array(idOf('campaign')).nullable().meta({ description: 'null: every campaign' }),
    call: z
      .object({ id: idOf('call'), with: z.string(), campaign: z.object({ id: idOf('campaign'), name: z.string() }) })
      .nullable()
      .meta({ description: 'With on-call and wrap-up' }),
  })
  .meta({ id: 'Seat' });
export type Seat = z.infer<typeof Seat>;

/** A seat whose page was not heard of for so long is away. */
export const seatSilenceSeconds = 120;

export const listSeats = route({
  name: 'seats.list',
  method: 'GET',
  path: '/api/seats',
  summary: 'Everybody who has a seat, and what they are doing',
  access: { role: 'manager', scope: 'campaigns.read' },
  responses: { 200: z.object({ items: z.array(Seat) }) },
});

export const getMySeat = route({
  name: 'seats.get_mine',
  method: 'GET',
  path: '/api/seats/me',
  summary: 'Your own seat',
  access: 'signed-in',
  responses: { 200: Seat },
});

export const changeMySeat = route({
  name: 'seats.change_mine',
  method: 'PUT',
  path: '/api/seats/me',
  summary: 'Be ready for calls, or away',
  description:
    'Ready ends wrap-up at once. Away during a call holds from its end on. Whoever is ready is heard of at least every two minutes (heartbeat), else away.',
  access: 'signed-in',
  body: z.strictObject({
    state: z.enum(['ready', 'away']),
    campaign_ids: z
      .array(idOf('campaign'))
      .min(1)
      .max(100)
      .nullable()
      .optional()
      .meta({ description: 'Whose calls; null: every campaign. Left out: as before' }),
  }),
  responses: { 200: Seat },
  refusals: ['seats.no_phone'],
});

export const keepMySeat = route({
  name: 'seats.keep_mine',
  method: 'POST',
  path: '/api/seats/me/heartbeat',
  summary: 'Say that you are still there; the page does so twice a minute',
  access: 'signed-in',
  responses: { 200: Seat },
});
