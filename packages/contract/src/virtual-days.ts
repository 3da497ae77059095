import { z } from 'zod';
import { route } from './route.ts';
import { idOf, MoneyText, Nothing, Timestamp } from './shapes.ts';

const params = z.object({ campaign_id: idOf('campaign') });
const weight = z.number().int().min(0).max(100);

/** Who picks up, as weights: `{ listens: 1, busy: 1 }` is one half each. Drawn anew for each call. */
export const VirtualMix = z
  .strictObject({
    listens: weight.meta({ description: 'Answers and listens to the end' }),
    presses_one: weight.meta({ description: 'Answers, listens and presses 1' }),
    hangs_up: weight.meta({ description: 'Answers and hangs up after two seconds' }),
    busy: weight,
    no_answer: weight,
    machine: weight.meta({ description: 'An answering machine with a beep' }),
    opts_out: weight.meta({ description: 'Answers and asks not to be called again' }),
  })
  .refine((mix) => Object.values(mix).some((each) => each > 0), 'needs somebody')
  .meta({ id: 'VirtualMix' });
export type VirtualMix = z.infer<typeof VirtualMix>;

export const virtualDayStates = ['running', 'done', 'failed', 'cancelled'] as const;

export const VirtualQuarter = z
  .object({
    at: Timestamp,
    placed: z.number().int(),
    answered: z.number().int().meta({ description: 'By people' }),
    in_flight: z.number().int().meta({ description: 'The most calls at once that were seen in it' }),
    open: z.boolean().meta({ description: 'The hours of the campaign and of the law were open for somebody' }),
  })
  .meta({ id: 'VirtualQuarter' });
export type VirtualQuarter = z.infer<typeof VirtualQuarter>;

export const VirtualTotals = z
  .object({
    calls: z.number().int(),
    humans: z.number().int(),
    machines: z.number().int(),
    busy: z.number().int(),
    no_answer: z.number().int(),
    failed: z.number().int(),
    abandoned: z.number().int(),
    opted_out: z.number().int(),
    in_flight: z.number().int(),
    done: z.number().int().meta({ description: 'Prospects that are not dialled any more' }),
    waiting: z.number().int(),
    cost: MoneyText,
    currency: z.string(),
  })
  .meta({ id: 'VirtualTotals' });
export type VirtualTotals = z.infer<typeof VirtualTotals>;

/** A campaign played with virtual people on a virtual clock. Nobody is called and nothing is charged. */
export const VirtualDay = z
  .object({
    state: z.enum(virtualDayStates),
    failure: z.string().nullable().meta({ description: 'With failed: why, in words' }),
    mix: VirtualMix,
    seed: z.number().int(),
    days: z.number().int(),
    prospects: z.object({
      waiting: z.number().int().meta({ description: 'Of the campaign, when it began' }),
      played: z.number().int().meta({ description: 'Fewer: a random sample of them' }),
    }),
    time_zone: z.string(),
    begins_at: Timestamp,
    ends_at: Timestamp,
    now: Timestamp.meta({ description: 'On the virtual clock' }),
    doing: z.string().meta({ description: 'In words' }),
    seconds: z.number().meta({ description: 'That it has taken so far' }),
    speed: z.number().meta({ description: 'Virtual seconds for each real one' }),
    totals: VirtualTotals.nullable().meta({ description: 'null: has not begun to play' }),
    quarters: z.array(VirtualQuarter),
    reasons: z.array(z.object({ code: z.string(), message: z.string(), prospects: z.number().int() })),
    completed_at: Timestamp.nullable().meta({ description: 'When everybody had been dialled, on the virtual clock' }),
    problems: z.array(z.string()).meta({ description: 'What the virtual server and carrier wrote about failures' }),
    notes: z.array(z.string()).meta({ description: 'What is not as it would be with people' }),
    started_at: Timestamp,
  })
  .meta({ id: 'VirtualDay' });
export type VirtualDay = z.infer<typeof VirtualDay>;

/** Of more prospects than these a sample is played. */
export const mostVirtualProspects = 2000;

export const startVirtualDay = route({
  name: 'virtual_days.start',
  method: 'POST',
  path: '/api/campaigns/:campaign_id/virtual-day',
  summary: 'Play a campaign with virtual people, faster than time; nobody is called',
  description:
    'A second server with its own database and an emulated carrier plays those who wait: with the settings, rules, hours, limits and prices of the campaign, and numbers that are nobody’s. It replaces the virtual day that was played before. One is played at a time.',
  access: { role: 'manager', scope: 'campaigns.write' },
  params,
  body: z.strictObject({
    mix: VirtualMix,
    seed: z.number().int().min(0).max(2_147_483_647).default(1).meta({ description: 'The same people answer again' }),
    days: z.number().int().min(1).max(7).default(1),
    sample: z.number().int().min(1).max(mostVirtualProspects).default(mostVirtualProspects),
    seats: z.number().int().min(1).max(100).default(5).meta({ description: 'People in seats, where calls need them' }),
  }),
  responses: { 202: VirtualDay },
  refusals: ['virtual_days.under_way', 'virtual_days.nobody_waits', 'virtual_days.preview', 'virtual_days.no_database'],
});

export const getVirtualDay = route({
  name: 'virtual_days.get',
  method: 'GET',
  path: '/api/campaigns/:campaign_id/virtual-day',
  summary: 'The virtual day that was played last, as far as it has come',
  access: { role: 'viewer', scope: 'campaigns.read' },
  params,
  responses: { 200: z.object({ virtual_day: VirtualDay.nullable() }) },
});

export const cancelVirtualDay = route({
  name: 'virtual_days.cancel',
  method: 'DELETE',
  path: '/api/campaigns/:campaign_id/virtual-day',
  summary: 'Stop playing a virtual day, or clear away the one that was played',
  access: { role: 'manager', scope: 'campaigns.write' },
  params,
  responses: { 204: Nothing },
});
