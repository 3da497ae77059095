import { Calendar, hoursStates } from '@offhook/flow/shapes';
import { z } from 'zod';
import { route } from './route.ts';
import { BaseTime, idOf, Nothing, Timestamp } from './shapes.ts';

/** Opening hours of the workspace: what flows, voicemail boxes and forwarding rules ask whether somebody is there. */
export const OpeningHours = z
  .object({
    id: idOf('hours'),
    name: z.string(),
    calendar: Calendar,
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'OpeningHours' });
export type OpeningHours = z.infer<typeof OpeningHours>;

const read = { role: 'viewer', scope: 'workspace.read' } as const;
const write = { role: 'manager', scope: 'workspace.write' } as const;
const params = z.object({ hours_id: idOf('hours') });
const fields = { name: z.string().trim().min(1).max(80), calendar: Calendar };

export const listHours = route({
  name: 'hours.list',
  method: 'GET',
  path: '/api/hours',
  summary: 'Opening hours, by name',
  access: read,
  responses: { 200: z.object({ items: z.array(OpeningHours) }) },
});

export const createHours = route({
  name: 'hours.create',
  method: 'POST',
  path: '/api/hours',
  summary: 'Create opening hours',
  access: write,
  body: z.strictObject(fields),
  responses: { 201: OpeningHours },
  refusals: ['hours.name_taken'],
});

export const getHours = route({
  name: 'hours.get',
  method: 'GET',
  path: '/api/hours/:hours_id',
  summary: 'Opening hours, and what follows them',
  access: read,
  params,
  responses: { 200: OpeningHours.extend({ used_by: z.array(z.string()).meta({ description: 'In words' }) }) },
});

export const changeHours = route({
  name: 'hours.change',
  method: 'PATCH',
  path: '/api/hours/:hours_id',
  summary: 'Change the name or the whole calendar of opening hours',
  access: write,
  params,
  body: z.strictObject({ name: fields.name.optional(), calendar: Calendar.optional(), base_updated_at: BaseTime }),
  responses: { 200: OpeningHours },
  refusals: ['hours.name_taken', 'hours.changed_meanwhile'],
});

export const deleteHours = route({
  name: 'hours.delete',
  method: 'DELETE',
  path: '/api/hours/:hours_id',
  summary: 'Delete opening hours that nothing follows',
  access: write,
  params,
  responses: { 204: Nothing },
  refusals: ['hours.in_use'],
});

const Country = z.string().regex(/^[A-Z]{2}$/, 'Two capital letters, such as IT.');

export const importHolidays = route({
  name: 'hours.import_holidays',
  method: 'POST',
  path: '/api/hours/:hours_id/holidays',
  summary: 'Add the public holidays of a country for one year',
  description: 'Days that stand there already are left alone. The holidays are those of date-holidays (CC BY 3.0).',
  access: write,
  params,
  body: z.strictObject({
    country: Country,
    region: z.string().trim().min(1).max(10).optional().meta({ description: 'A state of it, such as BY in Germany' }),
    year: z.number().int().min(2000).max(2100),
  }),
  responses: { 200: OpeningHours.extend({ added: z.number().int() }) },
});

export const listHolidayRegions = route({
  name: 'hours.holiday_regions',
  method: 'GET',
  path: '/api/holiday-regions',
  summary: 'Regions of a country that have public holidays of their own',
  access: { ...write, scope: 'workspace.read' },
  query: z.object({ country: Country }),
  responses: {
    200: z.object({
      items: z.array(z.object({ code: z.string().meta({ description: 'What an import takes' }), name: z.string() })),
    }),
  },
});

export const hoursAt = route({
  name: 'hours.now',
  method: 'GET',
  path: '/api/hours/:hours_id/now',
  summary: 'Whether it is open, now or at a time, and when that changes',
  access: read,
  params,
  query: z.object({ at: Timestamp.optional() }),
  responses: {
    200: z.object({
      state: z.enum(hoursStates),
      day_name: z.string().nullable().meta({ description: 'Of the holiday or special day' }),
      next_change_at: Timestamp.nullable().meta({ description: 'Null: it stays so' }),
      next_state: z.enum(hoursStates).nullable(),
    }),
  },
});
