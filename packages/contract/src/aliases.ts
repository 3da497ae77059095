import { z } from 'zod';
import { getRecording } from './call-recordings.ts';
import { setDisposition } from './call-work.ts';
import { getCall, listCalls, placeCall } from './calls.ts';
import { type Route, route } from './route.ts';
import { idOf } from './shapes.ts';

/** A path that one of the documents S1 to S4 names for something that has another path here. */
export interface Alias {
  /** The item of the document, such as `S1.80`. */
  item: string;
  /** How the path looks from outside: its own parameters and body. */
  route: Route;
  /** The route that really answers, and what it is given. */
  of: Route;
  query?: (query: never) => object;
  body?: (body: never) => object;
}

/** S1's `initiate_call`: listens for a machine unless told not to; recorded by the setting when it does not say. */
const InitiateCall = z.strictObject({
  to_number: z.string().max(40).optional(),
  from_number: z.string().max(40).optional(),
  contact_id: idOf('contact').optional(),
  script_id: idOf('script').optional(),
  voicemail_drop_id: idOf('drop').optional(),
  record: z.boolean().optional(),
  machine_detection: z.boolean().default(true),
});

const S4Query = z.object({
  campaignId: idOf('campaign').optional(),
  prospectId: idOf('prospect').optional(),
  status: z.string().max(120).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(10_000).default(0),
});

export const s1PlaceCall = route({
  ...placeCall,
  name: 'calls.place_s1',
  path: '/api/voice/calls',
  summary: 'Place a call, with the names of S1',
  body: InitiateCall,
});

export const s1ListCalls = route({
  ...listCalls,
  name: 'calls.list_s1',
  path: '/api/voice/calls',
  summary: 'Calls, newest first, with the names of S1',
});

export const s1GetCall = route({
  ...getCall,
  name: 'calls.get_s1',
  path: '/api/voice/calls/:call_id',
  summary: 'One call, with the names of S1',
});

export const s1SetDisposition = route({
  ...setDisposition,
  name: 'calls.set_disposition_s1',
  path: '/api/voice/calls/:call_id/disposition',
});

export const s1GetRecording = route({
  ...getRecording,
  name: 'calls.recording_s1',
  path: '/api/voice/calls/:call_id/recording',
});

export const s4ListCalls = route({
  ...listCalls,
  name: 'calls.list_s4',
  path: '/api/calls',
  summary: 'Calls, newest first, with the names of S4',
  query: S4Query,
});

function s4Filter({ campaignId, prospectId, ...rest }: z.output<typeof S4Query>) {
  return { ...rest, campaign_id: campaignId, prospect_id: prospectId };
}

/** Every documented path whose home is elsewhere. */
export const aliases: readonly Alias[] = [
  {
    item: 'S1.80',
    route: s1PlaceCall,
    of: placeCall,
    body: ({ to_number: to, from_number: from, ...rest }: z.output<typeof InitiateCall>) => ({ ...rest, to, from }),
  },
  { item: 'S1.81', route: s1ListCalls, of: listCalls },
  { item: 'S1.82', route: s1GetCall, of: getCall },
  { item: 'S1.83', route: s1SetDisposition, of: setDisposition },
  { item: 'S1.84', route: s1GetRecording, of: getRecording },
  { item: 'S4.79', route: s4ListCalls, of: listCalls, query: s4Filter },
];

/** Where the documents have the carrier report; none carries an attempt: the call is found by its sid. */
export const webhookAliases = {
  '/api/webhooks/voice/status': 'status',
  '/api/webhooks/voice/incoming': 'inbound',
  '/api/webhooks/voice/recording': 'recording',
  '/api/webhooks/voice/transcription': 'transcription',
  '/api/webhooks/twilio': 'status',
  '/api/webhooks/twilio/recording': 'recording',
} as const;
